using System.Drawing;
using System.Reflection;
using System.Text.Json;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

public sealed class OptionMappingTests(GeneratorFixture fixture) : IClassFixture<GeneratorFixture>
{
    private static readonly Dictionary<string, OptionCase> Cases = new()
    {
        ["count"] = new(nameof(ImageGenerationOptions.Count), o => o.Count = 2, "n", "2"),
        ["size"] = new(nameof(ImageGenerationOptions.ImageSize), o => o.ImageSize = new Size(1536, 1024), "size", "1536x1024"),
        ["no size"] = new(nameof(ImageGenerationOptions.ImageSize), o => o.ImageSize = null, "size", null),
        ["model"] = new(nameof(ImageGenerationOptions.ModelId), o => o.ModelId = "gpt-image-1-mini", "model", "gpt-image-1-mini"),
        ["no model"] = new(nameof(ImageGenerationOptions.ModelId), o => o.ModelId = null, "model", "gpt-image-2"),
        ["png"] = new(nameof(ImageGenerationOptions.MediaType), o => o.MediaType = "IMAGE/PNG; x=1", "output_format", "png"),
        ["jpeg"] = new(nameof(ImageGenerationOptions.MediaType), o => o.MediaType = "image/jpeg", "output_format", "jpeg"),
        ["jpg"] = new(nameof(ImageGenerationOptions.MediaType), o => o.MediaType = "image/jpg", "output_format", "jpeg"),
        ["webp"] = new(nameof(ImageGenerationOptions.MediaType), o => o.MediaType = "image/webp", "output_format", "webp"),
        ["any"] = new(nameof(ImageGenerationOptions.MediaType), o => o.MediaType = "image/*", "output_format", null),
        ["gif"] = new(
            nameof(ImageGenerationOptions.MediaType),
            o => (o.MediaType, o.ModelId) = ("image/gif", "gpt-image-2.6-flare"),
            "output_format", "gif"),
        ["svg"] = new(
            nameof(ImageGenerationOptions.MediaType), o => (o.MediaType, o.ModelId) = ("image/svg+xml", "gpt-image-2.6-flare"),
            "output_format", "svg"),
        ["bytes"] = new(
            nameof(ImageGenerationOptions.ResponseFormat), o => o.ResponseFormat = ImageGenerationResponseFormat.Data, "response_format",
            null),
        ["previews"] = new(nameof(ImageGenerationOptions.StreamingCount), o => o.StreamingCount = 2, "partial_images", null),
        ["raw request"] = new(
            nameof(ImageGenerationOptions.RawRepresentationFactory),
            o => o.RawRepresentationFactory = _ => new TextToImageRequest("") { Quality = ImageQuality.Medium }, "quality", "medium"),
        ["quality"] = Named("quality", "low", "low"),
        ["quality, typed"] = Named("quality", ImageQuality.Low, "low"),
        ["quality, other case"] = Named("Quality", "low", "low") with { Field = "quality" },
        ["quality, from JSON"] = Named("quality", JsonElement.Parse("\"low\""), "low"),
        ["quality, null"] = Named("quality", null, null),
        ["background"] = Named("background", "opaque", "opaque"),
        ["moderation"] = Named("moderation", "low", "low"),
        ["compression"] = Named("output_compression", 80, "80", o => o.MediaType = "image/webp"),
        ["compression, long"] = Named("output_compression", 80L, "80", o => o.MediaType = "image/webp"),
        ["compression, from JSON"] = Named("output_compression", JsonElement.Parse("80"), "80", o => o.MediaType = "image/webp"),
        ["safety identifier"] = Named("safety_identifier", "user-1", "user-1"),
        ["complexity"] = Named("complexity", "high", "high", o => o.ModelId = "gpt-image-2.6-flare"),
        ["fidelity"] = Named("input_fidelity", "low", "low", o => o.ModelId = "gpt-image-1.5") with { IsEdit = true },
        ["a name this library does not know"] = Named("user", "somebody", "somebody"),
    };

    private readonly GeneratorFixture _fixture = fixture.Fresh();

    public static MatrixTheoryData<string, bool> Sent => new(Cases.Keys, [false, true]);

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task Generate_AnOption_ArrivesAtTheService(string name, bool middleware)
    {
        OptionCase option = Cases[name];
        ImageGenerationOptions options = new();
        option.Set(options);
        ImageGenerationRequest request =
            new("A lighthouse at dawn", option.IsEdit ? [new DataContent(Pictures.Png(), "image/png")] : null);

        await _fixture.Behind(middleware).GenerateAsync(request, options, GeneratorFixture.Token);

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal("A lighthouse at dawn", sent.Fields["prompt"]);
        Assert.Equal(option.Value, sent.Fields.TryGetValue(option.Field, out string? value) ? value : null);
    }

    [Fact]
    public void Cases_CoverEveryOption() =>
        Assert.Equal(
            typeof(ImageGenerationOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            Cases.Values.Select(option => option.Property).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void NamedSettings_CoverEverySettingOfARequest()
    {
        object? table = typeof(ImageSettings)
            .GetProperty("SentSettings", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null);
        IEnumerable<object> settings = Assert.IsAssignableFrom<IEnumerable<object>>(table);

        // The format is MediaType; the fidelity belongs to edits alone.
        Assert.Equal(
            settings.Select(setting => (string?)setting.GetType().GetProperty("Name")?.GetValue(setting))
                .Where(name => name != "output_format").Append("input_fidelity").Order(StringComparer.Ordinal),
            NamedSettings.Names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ImageGenerationResponseFormat.Uri, "ResponseFormat is Uri")]
    [InlineData(ImageGenerationResponseFormat.Hosted, "ResponseFormat is Hosted")]
    public async Task Generate_AnotherFormOfAnswer_IsRefusedBeforeSending(ImageGenerationResponseFormat format, string message)
    {
        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => GenerateAsync(new ImageGenerationOptions { ResponseFormat = format }));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Service.Requests);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("image/")]
    [InlineData("")]
    public async Task Generate_AMediaTypeOfNoPicture_IsRefused(string mediaType)
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => GenerateAsync(new ImageGenerationOptions { MediaType = mediaType }));

        Assert.StartsWith($"MediaType is '{mediaType}', which is not a picture.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Service.Requests);
    }

    [Fact]
    public async Task Generate_ARawRequestOfAnotherLibrary_IsRefused()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => GenerateAsync(new ImageGenerationOptions { RawRepresentationFactory = _ => new Version(1, 0) }));

        Assert.StartsWith("RawRepresentationFactory returned a System.Version.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quality", 3, "The additional property 'quality' is a Int32 that cannot be sent; give a text that is not empty.")]
    [InlineData("quality", " ", "The additional property 'quality' is a String that cannot be sent; give a text that is not empty.")]
    [InlineData("output_compression", "80", "The additional property 'output_compression' is a String that cannot be sent; give an int.")]
    [InlineData(
        "input_fidelity", "low", "The additional property 'input_fidelity' belongs to edits, and the request is a TextToImageRequest.")]
    [InlineData(
        "user", 'c',
        "The additional parameter 'user' is a Char; give a string, bool, int, long, finite double, decimal or JsonElement with a value. "
        + "(Parameter 'value')")]
    public async Task Generate_APropertyThatCannotBeSent_IsRefusedByName(string name, object value, string message)
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => GenerateAsync(new ImageGenerationOptions { AdditionalProperties = new() { [name] = value } }));

        Assert.Equal(message, exception.Message);
        Assert.Empty(_fixture.Service.Requests);
    }

    [Fact]
    public async Task Generate_APropertyWithAnOptionOfItsOwn_IsAFinding()
    {
        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => GenerateAsync(new ImageGenerationOptions { AdditionalProperties = new() { ["size"] = "1024x1024" } }));

        Assert.Contains(exception.Findings, finding => finding is { RuleId: "additional-parameter-typed", Parameter: "size" });
    }

    [Fact]
    public async Task Generate_NoPrompt_IsAFinding()
    {
        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => _fixture.Generator.GenerateAsync(new ImageGenerationRequest(), null, GeneratorFixture.Token));

        Assert.Contains(exception.Findings, finding => finding.RuleId == "prompt-empty");
    }

    [Fact]
    public async Task Generate_StreamingCount_BuysNoPreviewsAndSaysSo()
    {
        ImageGenerationResponse response = await GenerateAsync(new ImageGenerationOptions { StreamingCount = 2 });

        Assert.Contains(
            response.GetImageResult()?.Warnings ?? [],
            warning => warning is { RuleId: "streaming-count-unused", Severity: FindingSeverity.Warning, Parameter: "partial_images" });
        Assert.DoesNotContain("stream", _fixture.Service.Requests[0].Fields.Keys);
    }

    [Fact]
    public async Task Generate_NullRequest_Throws() =>
        await Assert.ThrowsAsync<ArgumentNullException>(
            "request", () => _fixture.Generator.GenerateAsync(null!, null, GeneratorFixture.Token));

    private Task<ImageGenerationResponse> GenerateAsync(ImageGenerationOptions options) =>
        _fixture.Generator.GenerateImagesAsync("A lighthouse at dawn", options, GeneratorFixture.Token);

    private static OptionCase Named(string name, object? value, string? sent, Action<ImageGenerationOptions>? also = null) =>
        new(
            nameof(ImageGenerationOptions.AdditionalProperties),
            options =>
            {
                options.AdditionalProperties = new AdditionalPropertiesDictionary { [name] = value };
                also?.Invoke(options);
            },
            name, sent);
}
