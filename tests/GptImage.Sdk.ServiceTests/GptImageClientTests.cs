using System.Text;
using GptImage.Sdk.Testing;
using SkiaSharp;

namespace GptImage.Sdk.ServiceTests;

[Collection(nameof(EnvironmentScope))]
public class GptImageClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void BaseAddress_WithoutItsSlash_HasIt()
    {
        using GptImageClient client = Clients.For(new Uri("http://127.0.0.1:5005/v1"));

        Assert.Equal("http://127.0.0.1:5005/v1/", client.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public async Task GenerateAsync_TextToImage_BringsAPictureAsAskedFor()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);

        ImageResult result = await client.GenerateAsync(
            new TextToImageRequest("A bakery window at dawn")
            {
                Size = ImageSize.FromAspectRatio(16, 9, Resolution.TwoK),
                Quality = ImageQuality.Low,
                OutputFormat = OutputFormat.Webp,
                OutputCompression = 80,
                Count = 2,
                Text = [new TextElement("Café Lumière") { Placement = "sign", Language = "fr" }],
            },
            Token);

        Assert.Equal(2, result.Images.Count);
        Assert.All(result.Images, image => Assert.Equal(OutputFormat.Webp, image.Format));
        Assert.All(result.Images, image => Assert.Equal(new ImageSize(2048, 1152), image.PixelSize));
        Assert.Equal(2 * 157, result.Usage?.OutputTokens);
        Assert.Equal(new ImageSize(2048, 1152), result.Size);
        Assert.Equal(ImageQuality.Low, result.Quality);
        Assert.Equal(OutputFormat.Webp, result.Format);
        Assert.Equal(ImageBackground.Opaque, result.Background);
        Assert.NotNull(result.CreatedAt);
        Assert.StartsWith("req_", result.RequestId, StringComparison.Ordinal);
        Assert.NotNull(result.ProcessingTime);
        Assert.Equal(ChargeState.Charged, result.Charge);
        Assert.Equal(200, Assert.Single(result.Attempts).StatusCode);
        Assert.Empty(result.Deviations);
        Assert.Contains("\"Café Lumière\"", service.Requests[0].Fields["prompt"], StringComparison.Ordinal);
        service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task GenerateAsync_EditWithMask_KeepsPixelsOutsideTheMask()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        byte[] original = Pictures.Png();

        ImageResult result = await client.GenerateAsync(
            new ImageToImageRequest("A red balloon", ImageInput.FromBytes(original))
            {
                Mask = ImageInput.FromBytes(Pictures.Mask()),
            }, Token);

        using SKBitmap before = SKBitmap.Decode(original);
        using SKBitmap after = SKBitmap.Decode(result.Image.Bytes.Span);
        Assert.Equal(Half(before, left: false), Half(after, left: false));
        Assert.NotEqual(Half(before, left: true), Half(after, left: true));
    }

    [Fact]
    public async Task GenerateAsync_Characters_SendsEachReferenceInOrder()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        byte[][] references = [Pictures.Png(1024, 1024), Pictures.Jpeg(1024, 1536), Pictures.Webp(1536, 1024)];
        Character mia = new("Mia")
        {
            Appearance = "green eyes",
            References =
                [ImageInput.FromBytes(references[0]).As(ReferenceRole.FullBody),
                ImageInput.FromBytes(references[1]).As(ReferenceRole.Profile)],
        };
        Character tom = new("Tom") { References = [ImageInput.FromBytes(references[2])] };

        ImageResult result =
            await client.GenerateAsync(new CharacterReferenceRequest("Mia and Tom wave", mia, tom) { Size = ImageSize.Landscape }, Token);

        FakeRequest request = Assert.Single(service.Requests);
        Assert.Equal("images/edits", request.Endpoint);
        Assert.Equal(references, request.Images.Select(image => image.Bytes.ToArray()));
        Assert.Equal(["image/png", "image/jpeg", "image/webp"], request.Images.Select(image => image.ContentType));
        string prompt = request.Fields["prompt"];
        Assert.StartsWith("Image 1: Mia, full body.\nImage 2: Mia, profile.\nImage 3: Tom, reference.\n", prompt, StringComparison.Ordinal);
        Assert.EndsWith("Scene:\n\nMia and Tom wave", prompt, StringComparison.Ordinal);
        Assert.Equal(new ImageSize(1536, 1024), result.Image.PixelSize);
    }

    [Fact]
    public async Task GenerateAsync_CharacterIntoAPicture_SendsTheBackgroundFirstWithItsMask()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);
        byte[] kitchen = Pictures.Jpeg(1536, 1024);
        byte[] face = Pictures.Png(1024, 1536);
        byte[] mask = Pictures.Mask(1536, 1024);

        await client.GenerateAsync(
            new CharacterReferenceRequest("Mia sits at the table", new Character("Mia") { References = [ImageInput.FromBytes(face)] })
            {
                References = [ImageInput.FromBytes(kitchen).As(ReferenceRole.Background)],
                Mask = ImageInput.FromBytes(mask),
            },
            Token);

        FakeRequest request = Assert.Single(service.Requests);
        Assert.Equal([kitchen, face], request.Images.Select(image => image.Bytes.ToArray()));
        Assert.Equal(mask, request.Mask?.Bytes.ToArray());
        Assert.Equal(200, request.StatusCode);
    }

    [Fact]
    public async Task GenerateAsync_CharacterFromAnEarlierPicture_TakesItAsReference()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        ImageResult anchor = await client.GenerateAsync("Mia, full figure", Token);

        await client.GenerateAsync(
            new CharacterReferenceRequest("Mia runs", new Character("Mia") { References = [anchor.Image.ToInput()] }), Token);

        Assert.Equal(anchor.Image.Bytes.ToArray(), service.Requests[1].Images[0].Bytes.ToArray());
    }

    [Fact]
    public async Task EditAsync_Shorthand_SendsTheImage()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);

        ImageResult result = await client.EditAsync("Make it night", ImageInput.FromBytes(Pictures.Png()), cancellationToken: Token);

        Assert.Equal(OutputFormat.Png, result.Image.Format);
        Assert.Equal("Make it night", service.Requests[0].Fields["prompt"]);
    }

    [Fact]
    public async Task Image_SeveralPictures_Throws()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);

        ImageResult result = await client.GenerateAsync(new TextToImageRequest("Two") { Count = 2 }, Token);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => result.Image);
        Assert.Contains("2 pictures", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ThousandAtOnceFromOneRequest_EachGetsItsOwnAnswer()
    {
        await using RawServer server = RawServer.Start((request, connection) =>
        {
            string body = Encoding.UTF8.GetString(request.Body);
            int start = body.IndexOf("number ", StringComparison.Ordinal) + 7;
            byte[] number = Encoding.ASCII.GetBytes(body[start..body.IndexOf('"', start)]);
            return connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(number)));
        });
        using GptImageClient client = Clients.For(server);
        TextToImageRequest shared = new("number 0") { Quality = ImageQuality.Low };

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async number =>
        {
            ImageResult result = await client.GenerateAsync(shared with { Prompt = $"number {number:00000}" }, Token);
            return Encoding.ASCII.GetString(result.Image.Bytes.Span);
        }));

        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"{number:00000}"), answers);
    }

    [Fact]
    public async Task GenerateAsync_CallersListChangedAfterwards_SendsWhatWasSet()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);
        List<ImageInput> inputs = [ImageInput.FromBytes(Pictures.Png())];
        List<TextElement> texts = [new TextElement("Hello")];
        ImageToImageRequest request = new("Edit", inputs) { Text = texts };

        inputs.Clear();
        texts.Add(new TextElement("Intruder"));
        await client.GenerateAsync(request, Token);

        Assert.Single(service.Requests[0].Images);
        Assert.DoesNotContain("Intruder", service.Requests[0].Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task FromEnvironment_VariablesSet_UsesThem()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            Drawing = FakeDrawing.Plain,
            ApiKey = "sk-env",
        });
        using EnvironmentScope scope =
            new(("OPENAI_API_KEY", " sk-env\n"), ("OPENAI_BASE_URL", service.BaseAddress.ToString().TrimEnd('/')), ("OPENAI_ORG_ID", ""),
            ("OPENAI_PROJECT_ID", "proj_1"), ("AZURE_OPENAI_ENDPOINT", " "));
        using GptImageClient client = GptImageClient.FromEnvironment();

        await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal("proj_1", service.Requests[0].Headers["OpenAI-Project"]);
        Assert.False(service.Requests[0].Headers.ContainsKey("OpenAI-Organization"));
    }

    [Fact]
    public void FromEnvironment_NoKey_NamesOptionAndVariable()
    {
        using EnvironmentScope scope = new(("OPENAI_API_KEY", " "), ("OPENAI_BASE_URL", null), ("AZURE_OPENAI_ENDPOINT", null));

        ArgumentException exception = Assert.Throws<ArgumentException>(GptImageClient.FromEnvironment);

        Assert.Contains("ApiKey", exception.Message, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromEnvironment_AzureEndpoint_UsesItsVariablesAlone()
    {
        using EnvironmentScope scope = new(
            ("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com/"), ("AZURE_OPENAI_API_KEY", "key-1"),
            ("OPENAI_API_VERSION", "2025-04-01-preview"), ("OPENAI_BASE_URL", ""), ("OPENAI_API_KEY", "sk-env"),
            ("OPENAI_ORG_ID", "org-1"));
        using GptImageClient client = GptImageClient.FromEnvironment();

        RequestPlan plan = client.Explain(new TextToImageRequest("A lighthouse"));

        Assert.Equal("deployments/gpt-image-2/images/generations?api-version=2025-04-01-preview", plan.Endpoint);
    }

    [Theory]
    [InlineData("AZURE_OPENAI_API_KEY", null, "environment variable OPENAI_API_KEY, or on Azure AZURE_OPENAI_API_KEY")]
    [InlineData("OPENAI_BASE_URL", "https://api.openai.com/v1", "AZURE_OPENAI_ENDPOINT and OPENAI_BASE_URL are both set")]
    [InlineData("AZURE_OPENAI_ENDPOINT", "my-resource", "AZURE_OPENAI_ENDPOINT is not an absolute address. Set it to one")]
    public void FromEnvironment_AzureVariablesWrong_NamesThem(string name, string? value, string message)
    {
        using EnvironmentScope scope = new(
            ("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com"), ("AZURE_OPENAI_API_KEY", "key-1"), ("OPENAI_BASE_URL", null),
            ("OPENAI_API_KEY", "sk-env"), ("OPENAI_API_VERSION", null));
        using EnvironmentScope wrong = new((name, value));

        ArgumentException exception = Assert.Throws<ArgumentException>(GptImageClient.FromEnvironment);

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("sk-ab\ncd")]
    [InlineData("sk ab")]
    [InlineData("sk-é")]
    public void Constructor_UnusableKey_SaysSoWithoutRepeatingIt(string key)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new GptImageClient(key));

        Assert.Contains("ApiKey", exception.Message, StringComparison.Ordinal);
        Assert.False(key.Trim().Length > 0 && exception.Message.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ApiKeyProvider_AskedForEachAttempt_SendsTheNewKey()
    {
        int asked = 0;
        await using RawServer server = RawServer.Start((request, connection) => request.Header("Authorization") == "Bearer sk-1"
            ? connection.AnswerAsync(
                503, "application/json",
                """{"error":{"message":"busy","type":"server_error","param":null,"code":"slow_down"}}"""u8.ToArray())
            : connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Pictures.Png()))));
        using GptImageClient client =
            Clients.For(server, options => options.ApiKeyProvider = _ => ValueTask.FromResult($"sk-{Interlocked.Increment(ref asked)}"));

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(["Bearer sk-1", "Bearer sk-2"], server.Requests.Select(request => request.Header("Authorization")));
        Assert.Equal([ChargeState.Rejected, ChargeState.Charged], result.Attempts.Select(attempt => attempt.Charge));
    }

    [Fact]
    public async Task Constructor_OptionsChangedAfterwards_KeepsItsCopy()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        GptImageClientOptions options = new() { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress };
        using GptImageClient client = new(options);

        options.ApiKey = "sk-other";
        options.DefaultModel = ImageModel.DallE2;
        await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal("gpt-image-2", service.Requests[0].Fields["model"]);
    }

    [Fact]
    public async Task Constructor_OwnHandler_IsUsedAndNotDisposed()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        int sent = 0;
        using SocketsHttpHandler connections = new();
        using CallbackHandler handler = new(() => sent++) { InnerHandler = connections };
        GptImageClientOptions options = new()
        {
            ApiKey = service.ApiKey,
            BaseAddress = service.BaseAddress,
            ConnectTimeout = TimeSpan.FromSeconds(7),
        };

        for (int i = 0; i < 2; i++)
        {
            using GptImageClient client = new(options, handler);
            await client.GenerateAsync("A lighthouse", Token);
        }

        Assert.Equal((2, 2), (service.Requests.Count, sent));
        Assert.Equal(
            (Timeout.InfiniteTimeSpan, true, true), (connections.ConnectTimeout, connections.AllowAutoRedirect, connections.UseCookies));
    }

    private static byte[] Half(SKBitmap bitmap, bool left)
    {
        int middle = bitmap.Width / 2;
        using SKBitmap half = new(new SKImageInfo(middle, bitmap.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using SKBitmap source = new();
        Assert.True(bitmap.ExtractSubset(source, new SKRectI(left ? 0 : middle, 0, left ? middle : bitmap.Width, bitmap.Height)));
        using SKPixmap pixels = source.PeekPixels();
        Assert.True(pixels.ReadPixels(half.Info, half.GetPixels(), half.RowBytes));
        return half.Bytes;
    }
}
