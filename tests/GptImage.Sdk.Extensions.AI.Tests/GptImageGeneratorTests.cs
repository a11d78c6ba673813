using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GptImage.Sdk.Extensions.AI.Tests;

public sealed class GptImageGeneratorTests
{
    [Fact]
    public void AsIImageGenerator_NoClient_Throws() =>
        Assert.Throws<ArgumentNullException>("client", () => GptImageGeneratorExtensions.AsIImageGenerator(null!));

    [Fact]
    public void GetService_Metadata_NamesProviderAddressAndModel()
    {
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-none", DefaultModel = ImageModel.GptImage15 });
        using IImageGenerator generator = client.AsIImageGenerator();

        ImageGeneratorMetadata? metadata = generator.GetService<ImageGeneratorMetadata>();

        Assert.Equal(
            ("openai", new Uri("https://api.openai.com/v1/"), "gpt-image-1.5"),
            (metadata?.ProviderName, metadata?.ProviderUri, metadata?.DefaultModelId));
    }

    [Fact]
    public void GetService_MetadataOnAzure_NamesIt()
    {
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = "none",
            Azure = new AzureOptions { Endpoint = new Uri("https://res.openai.azure.com") },
            Deployments = { ["my-gpt-image"] = ImageModel.GptImage2 },
        });
        using IImageGenerator generator = client.AsIImageGenerator();

        ImageGeneratorMetadata? metadata = generator.GetService<ImageGeneratorMetadata>();

        Assert.Equal(
            ("azure.ai.openai", new Uri("https://res.openai.azure.com/openai/v1/"), "gpt-image-2"),
            (metadata?.ProviderName, metadata?.ProviderUri, metadata?.DefaultModelId));
    }

    [Fact]
    public void GetService_MetadataOverAClientOfSomebodyElse_HasNoAddress()
    {
        using IImageGenerator generator = new RecordingClient().AsIImageGenerator();

        ImageGeneratorMetadata? metadata = generator.GetService<ImageGeneratorMetadata>();

        Assert.Equal(("openai", null, "gpt-image-2"), (metadata?.ProviderName, metadata?.ProviderUri, metadata?.DefaultModelId));
    }

    [Fact]
    public void GetService_ClientAndItself_AreFoundBehindMiddleware()
    {
        using GeneratorFixture fixture = new();
        IImageGenerator generator = fixture.Behind(middleware: true);

        Assert.Same(fixture.Client, generator.GetService<IGptImageClient>());
        Assert.Same(fixture.Client, generator.GetService<GptImageClient>());
        Assert.Same(fixture.Generator, fixture.Generator.GetService<IImageGenerator>());
        Assert.Null(generator.GetService<IGptImageClient>("a key"));
        Assert.Null(generator.GetService<Version>());
    }

    [Fact]
    public async Task Dispose_GeneratorAndItsContainer_LeaveTheClientAlone()
    {
        using GeneratorFixture fixture = new();
        ServiceCollection services = new();
        services.AddSingleton<IGptImageClient>(fixture.Client);
        services.AddImageGenerator(provider => provider.GetRequiredService<IGptImageClient>().AsIImageGenerator()).UseOpenTelemetry();
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            await provider.GetRequiredService<IImageGenerator>()
                .GenerateImagesAsync("A lighthouse", cancellationToken: GeneratorFixture.Token);
        }

        ImageResult result = await fixture.Client.GenerateAsync("A harbour", cancellationToken: GeneratorFixture.Token);

        Assert.Single(result.Images);
        Assert.Equal(2, fixture.Service.Requests.Count);
    }
}
