using System.Reflection;

namespace GptImage.Sdk.Tests;

public sealed class ImageModelCatalogTests
{
    [Fact]
    public void All_StaticModels_AreInTheCatalog()
    {
        IEnumerable<ImageModel> models = typeof(ImageModel).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (ImageModel)property.GetValue(null)!);

        Assert.Equal(
            models.OrderBy(model => model.Value, StringComparer.Ordinal), ImageModelCatalog.All.Select(facts => facts.Model)
            .OrderBy(model => model.Value, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("gpt-image-3")]
    [InlineData("GPT-IMAGE-2")]
    public void Find_UnknownModel_IsNull(string model) => Assert.Null(ImageModelCatalog.Find(new ImageModel(model)));

    [Fact]
    public void Find_EmptyModel_IsNull() => Assert.Null(ImageModelCatalog.Find(default));

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", "Active", null)]
    [InlineData("gpt-image-2.6-flare", "Active", null)]
    [InlineData("gpt-image-2.5-sunburst", "Active", null)]
    [InlineData("gpt-image-2.5-sunburst-2026-09-08", "Active", null)]
    [InlineData("gpt-image-2.5-flare", "Active", null)]
    [InlineData("gpt-image-2.5-flare-2026-09-08", "Active", null)]
    [InlineData("gpt-image-2", "Active", null)]
    [InlineData("gpt-image-2-2026-04-21", "Active", null)]
    [InlineData("gpt-image-1.5", "Deprecated", "2026-12-01")]
    [InlineData("gpt-image-1.5-2025-12-16", "Deprecated", "2026-12-01")]
    [InlineData("gpt-image-1-mini", "Deprecated", "2026-12-01")]
    [InlineData("chatgpt-image-latest", "Deprecated", "2026-12-01")]
    [InlineData("gpt-image-1", "Retired", "2026-10-23")]
    [InlineData("dall-e-3", "Retired", "2026-05-12")]
    [InlineData("dall-e-2", "Retired", "2026-05-12")]
    public void Find_EachModel_HasItsStatus(string model, string status, string? shutdown)
    {
        ModelFacts facts = FactsOf(model);

        Assert.Equal(status, facts.Status.ToString());
        Assert.Equal(shutdown, facts.ShutdownDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(shutdown is null ? "" : "gpt-image-2.6-sunburst, gpt-image-2.6-flare", string.Join(", ", facts.Replacements));
    }

    [Theory]
    [InlineData(
        "gpt-image-2.6-sunburst", "free", "low medium high xhigh max", "Yes", "gif svg", "", "Undocumented",
        "Yes", "Yes")]
    [InlineData(
        "gpt-image-2.6-flare", "free", "low medium high xhigh max", "Yes", "gif svg", "", "Undocumented",
        "Yes", "Yes")]
    [InlineData(
        "gpt-image-2.5-sunburst", "free", "low medium high xhigh max", "Yes", "", "", "No",
        "Undocumented", "Yes")]
    [InlineData(
        "gpt-image-2.5-sunburst-2026-09-08", "free", "low medium high xhigh max", "Yes", "", "", "No",
        "Undocumented", "Yes")]
    [InlineData(
        "gpt-image-2.5-flare", "free", "low medium high xhigh max", "Yes", "", "", "No",
        "Undocumented", "Yes")]
    [InlineData(
        "gpt-image-2.5-flare-2026-09-08", "free", "low medium high xhigh max", "Yes", "", "", "No",
        "Undocumented", "Yes")]
    [InlineData(
        "gpt-image-2", "free", "low medium high", "Preview", "", "", "No", "Undocumented",
        "No")]
    [InlineData(
        "gpt-image-2-2026-04-21", "free", "low medium high", "Preview", "", "", "No",
        "Undocumented", "No")]
    [InlineData(
        "gpt-image-1.5", "1024x1024 1536x1024 1024x1536", "low medium high", "Yes", "", "low high", "Yes",
        "Undocumented", "No")]
    [InlineData(
        "gpt-image-1.5-2025-12-16", "1024x1024 1536x1024 1024x1536", "low medium high", "Yes", "", "low high",
        "Yes", "Undocumented", "No")]
    [InlineData(
        "gpt-image-1-mini", "1024x1024 1536x1024 1024x1536", "low medium high", "Yes", "", "low", "Yes",
        "Undocumented", "No")]
    [InlineData(
        "chatgpt-image-latest", "1024x1024 1536x1024 1024x1536", "low medium high", "Yes", "", "low high", "Yes",
        "Undocumented", "No")]
    [InlineData(
        "gpt-image-1", "1024x1024 1536x1024 1024x1536", "low medium high", "Yes", "", "low high", "Yes",
        "Undocumented", "No")]
    public void Find_EachModel_HasItsCapabilities(
        string model, string sizes, string qualities, string transparency, string previewFormats, string fidelities,
            string fidelity, string complexity, string markup)
    {
        ModelFacts facts = FactsOf(model);

        Assert.Equal(sizes == "free" ? "" : sizes, string.Join(' ', facts.Sizes.Fixed));
        Assert.Equal(qualities, string.Join(' ', facts.Qualities));
        Assert.Equal("png jpeg webp", string.Join(' ', facts.Formats));
        Assert.Equal(previewFormats, string.Join(' ', facts.PreviewFormats));
        Assert.Equal(fidelities, string.Join(' ', facts.InputFidelities));
        Assert.Equal(
            (transparency, fidelity, complexity, markup),
            (facts.Transparency.ToString(), facts.InputFidelity.ToString(), facts.Complexity.ToString(), facts.Markup.ToString()));
        Assert.True(facts.SupportsStreaming);
        Assert.Equal((32_000, 10, 16), (facts.MaxPromptLength, facts.MaxCount, facts.MaxInputImages));
    }

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", "5.00", "8.00", "30.00")]
    [InlineData("gpt-image-2.6-flare", "5.00", "8.00", "30.00")]
    [InlineData("gpt-image-2.5-sunburst", "5.00", "8.00", "30.00")]
    [InlineData("gpt-image-2.5-flare", "5.00", "8.00", "30.00")]
    [InlineData("gpt-image-2", "5.00", "8.00", "30.00")]
    [InlineData("gpt-image-1.5", "5.00", "8.00", "32.00")]
    [InlineData("chatgpt-image-latest", "5.00", "8.00", "32.00")]
    [InlineData("gpt-image-1-mini", "2.00", "2.50", "8.00")]
    [InlineData("gpt-image-1", "5.00", "10.00", "40.00")]
    public void Find_EachModel_HasItsPrices(string model, string textInput, string imageInput, string imageOutput)
    {
        ModelPrices prices = FactsOf(model).Prices!;

        Assert.Equal(
            (Decimal(textInput), Decimal(imageInput), Decimal(imageOutput)), (prices.TextInput, prices.ImageInput, prices.ImageOutput));
        Assert.Equal(new DateOnly(2026, 11, 23), prices.ReadOn);
    }

    [Theory]
    [InlineData("dall-e-3")]
    [InlineData("dall-e-2")]
    [InlineData("gpt-image-1-mini")]
    public void Find_ModelWithoutPublishedTokens_HasNoTokenRule(string model) => Assert.Null(FactsOf(model).OutputTokens);

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", true)]
    [InlineData("gpt-image-2.6-flare", true)]
    [InlineData("gpt-image-2.5-flare", false)]
    [InlineData("gpt-image-2", false)]
    [InlineData("gpt-image-1.5", false)]
    public void Find_TokensTakenFromThePredecessor_AreProvisional(string model, bool isProvisional) =>
        Assert.Equal(isProvisional, FactsOf(model).OutputTokens?.IsProvisional);

    private static ModelFacts FactsOf(string model) => ImageModelCatalog.Find(new ImageModel(model))!;

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
