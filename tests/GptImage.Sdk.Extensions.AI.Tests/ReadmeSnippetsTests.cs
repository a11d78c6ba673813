using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>Runs the snippets of the READMEs.</summary>
public sealed class ReadmeSnippetsTests : IDisposable
{
    private readonly GeneratorFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Generator_APrompt_BringsThePictureWithItsResult()
    {
        GptImageClient client = _fixture.Client;

        using IImageGenerator generator = client.AsIImageGenerator();
        ImageGenerationResponse response = await generator.GenerateImagesAsync("A lighthouse at dawn");
        ImageResult? result = response.GetImageResult();

        Assert.Equal(result?.Image.Bytes, Assert.IsType<DataContent>(Assert.Single(response.Contents)).Data);
    }

    [Fact]
    public async Task Registration_BehindTelemetry_MakesPictures()
    {
        ServiceCollection services = new();

        services.AddGptImageClient(options => options.ApiKey = "sk-production");
        services.AddImageGenerator(provider => provider.GetRequiredService<IGptImageClient>().AsIImageGenerator())
            .UseOpenTelemetry();

        services.Configure<GptImageClientOptions>(options =>
            (options.ApiKey, options.BaseAddress) = (_fixture.Service.ApiKey, _fixture.Service.BaseAddress));
        await using ServiceProvider provider = services.BuildServiceProvider();
        ImageGenerationResponse response = await provider.GetRequiredService<IImageGenerator>()
            .GenerateImagesAsync("A lighthouse at dawn", cancellationToken: GeneratorFixture.Token);
        Assert.NotNull(response.GetImageResult());
    }

    [Fact]
    public async Task Edit_MaskAndStyle_AreSent()
    {
        IImageGenerator generator = _fixture.Generator;
        DataContent kitchen = new(Pictures.Png(), "image/png");
        DataContent windowMask = new(Pictures.Mask(), "image/png");
        DataContent watercolour = new(Pictures.Jpeg(), "image/jpeg");

        ImageGenerationResponse response = await generator.EditImagesAsync(
            [kitchen, windowMask.AsMask(), watercolour.As(ReferenceRole.Style)], "Let the window look out on the sea",
            new ImageGenerationOptions { MediaType = "image/webp", AdditionalProperties = new() { ["quality"] = "high" } });
        ImageResult? result = response.GetImageResult(); // charge, attempts, warnings, usage

        Assert.Equal(ChargeState.Charged, result?.Charge);
        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal(("webp", "high", 2), (sent.Fields["output_format"], sent.Fields["quality"], sent.Images.Count));
        Assert.NotNull(sent.Mask);
    }

    [Fact]
    public async Task RawRequest_Character_IsSent()
    {
        IImageGenerator generator = _fixture.Generator;
        Character mia = new("Mia") { References = [ImageInput.FromBytes(Pictures.Png())] };

        ImageGenerationOptions options = new()
        {
            RawRepresentationFactory = _ => new CharacterReferenceRequest("", mia) { Text = [new TextElement("Café Lumière")] },
        };
        await generator.GenerateImagesAsync("Mia waves from the pier", options);

        Assert.Contains("Mia waves from the pier", _fixture.Service.Requests[0].Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_AFailure_IsNotBoughtAgain()
    {
        IImageGenerator generator = _fixture.Generator;
        using ScriptedChatClient model = new(_ => ScriptedChatClient.Call("GenerateImage", ("prompt", "A boat")));
        _fixture.Service.Enqueue(FakeOutcome.BadGatewayHtml());

        using IChatClient chat = model.AsBuilder()
            .UseImageGeneration(generator)
            .UseFunctionInvocation(configure: calls => calls.MaximumConsecutiveErrorsPerRequest = 0)
            .Build();

        await Assert.ThrowsAsync<GptImageServerException>(
            () => chat.GetResponseAsync("A boat", new ChatOptions { Tools = [new HostedImageGenerationTool()] }, GeneratorFixture.Token));
        Assert.Single(_fixture.Service.Requests);
    }
}
