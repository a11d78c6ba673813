namespace GptImage.Sdk.Tests;

public sealed class AddressingTests
{
    private static readonly TextToImageRequest Picture = new("A lighthouse") { Model = ImageModel.GptImage2 };

    private static readonly ImageToImageRequest Edit =
        new("Make it night", ImageInput.FromBytes(SamplePictures.Png(64, 64))) { Model = ImageModel.GptImage2 };

    [Theory]
    [InlineData("https://res.openai.azure.com", null, "https://res.openai.azure.com/openai/v1/images/generations")]
    [InlineData("https://res.openai.azure.com/", "", "https://res.openai.azure.com/openai/v1/images/generations")]
    [InlineData("https://res.openai.azure.com/openai", null, "https://res.openai.azure.com/openai/v1/images/generations")]
    [InlineData(
        "https://res.openai.azure.com/openai/v1/", "v1", "https://res.openai.azure.com/openai/v1/images/generations?api-version=v1")]
    [InlineData(
        "https://res.services.ai.azure.com/OpenAI/v1", "preview",
        "https://res.services.ai.azure.com/openai/v1/images/generations?api-version=preview")]
    [InlineData(
        "https://res.services.ai.azure.com/api/projects/p1", null,
        "https://res.services.ai.azure.com/api/projects/p1/openai/v1/images/generations")]
    [InlineData(
        "https://res.openai.azure.com/openai/v1", "2025-04-01-preview",
        "https://res.openai.azure.com/openai/deployments/my-dep/images/generations?api-version=2025-04-01-preview")]
    public void Explain_FormsOfAnEndpoint_NameOneAddress(string endpoint, string? version, string address)
    {
        GptImageClientOptions options = Options(endpoint, version);
        using GptImageClient client = new(options);

        RequestPlan plan = client.Explain(Picture);

        Assert.Equal(address, new Uri(options.BaseAddress, plan.Endpoint).AbsoluteUri);
        Assert.Equal("my-dep", plan.Fields["model"]);
        Assert.Equal(ImageModel.GptImage2, plan.Model);
    }

    [Fact]
    public void Explain_ClassicEdit_NamesItsDeploymentInThePath()
    {
        using GptImageClient client = new(Options("https://res.openai.azure.com", "2025-04-01-preview"));

        RequestPlan plan = client.Explain(Edit);

        Assert.Equal("deployments/my-dep/images/edits?api-version=2025-04-01-preview", plan.Endpoint);
        Assert.True(plan.Fields.IsMultipart);
    }

    [Fact]
    public void Explain_OddDeployment_StaysOnePartOfThePath()
    {
        using GptImageClient client = new(Options("https://res.openai.azure.com", "2025-04-01-preview"));

        RequestPlan plan = client.Explain(Picture with { Model = new ImageModel("../a b?c") });

        Assert.Equal("deployments/..%2Fa%20b%3Fc/images/generations?api-version=2025-04-01-preview", plan.Endpoint);
    }

    [Fact]
    public void Explain_WithoutAzure_IsAsBefore()
    {
        Assert.Equal("images/generations", Plans.Explain(Picture).Endpoint);
        Assert.Equal("images/edits", Plans.Explain(Edit).Endpoint);
    }

    [Theory]
    [InlineData("files", null, "files")]
    [InlineData("batches?limit=2", "preview", "batches?limit=2&api-version=preview")]
    [InlineData("files/file-1", "2025-04-01-preview", "files/file-1?api-version=2025-04-01-preview")]
    public void Locate_OtherEndpoints_HaveTheVersion(string endpoint, string? version, string located)
    {
        AzureOptions azure = new() { Endpoint = new Uri("https://res.openai.azure.com"), ApiVersion = version };

        Assert.Equal(located, Addressing.Locate(azure, endpoint));
    }

    private static GptImageClientOptions Options(string endpoint, string? version) => new()
    {
        ApiKey = "key",
        Azure = new AzureOptions { Endpoint = new Uri(endpoint), ApiVersion = version },
        Deployments = { ["my-dep"] = ImageModel.GptImage2 },
    };
}
