using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What the service offers beside the three simple calls, over the fake.</summary>
public sealed class ContractTests : IDisposable
{
    private readonly FakeGptImageService _service = FakeGptImageService.Start();
    private readonly GptImageClient _client;

    public ContractTests() => _client = Clients.For(_service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StreamAsync_ThreePartials_GrowTowardsThePicture(bool isEdit)
    {
        ImageRequest request = isEdit
            ? new ImageToImageRequest("A balloon", ImageInput.FromBytes(Pictures.Png()))
            : new TextToImageRequest("A lighthouse");
        List<ImageUpdate> updates = [];

        await foreach (ImageUpdate update in _client.StreamAsync(request with
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
        }, partialImages: 3, Token))
        {
            updates.Add(update);
        }

        Assert.Equal([0, 1, 2], updates.OfType<PartialImageUpdate>().Select(partial => partial.Index));
        CompletedImageUpdate completed = Assert.IsType<CompletedImageUpdate>(updates[^1]);
        Assert.All(updates.OfType<PartialImageUpdate>(), partial => Assert.Equal(completed.Image.PixelSize, partial.Image.PixelSize));
        Assert.Equal(196 + 300, completed.Usage?.OutputTokens);
        Assert.Equal(4, updates.Count);
    }

    [Theory]
    [InlineData(FakeStreamOddities.CrlfLines)]
    [InlineData(FakeStreamOddities.KeepAliveComments | FakeStreamOddities.UnknownEvents)]
    [InlineData(FakeStreamOddities.NoEventLines | FakeStreamOddities.MultilineData)]
    [InlineData(FakeStreamOddities.TrailingDone | FakeStreamOddities.NoLastBlankLine | FakeStreamOddities.ByteOrderMark)]
    public async Task StreamAsync_OddStream_BringsThePicture(FakeStreamOddities oddities)
    {
        _service.Enqueue(FakeOutcome.OddStream(oddities));
        List<ImageUpdate> updates = [];

        await foreach (ImageUpdate update in _client.StreamAsync(new TextToImageRequest("A lighthouse"), partialImages: 1, Token))
        {
            updates.Add(update);
        }

        Assert.Equal(2, updates.Count);
        Assert.IsType<CompletedImageUpdate>(updates[^1]);
    }

    [Fact]
    public async Task StreamAsync_CutAndFailedStreams_Throw()
    {
        _service.Enqueue(FakeOutcome.StreamCut(1));
        _service.Enqueue(FakeOutcome.StreamError(1));

        GptImageResponseException cut = await Assert.ThrowsAsync<GptImageResponseException>(() => DrainAsync());
        GptImageServerException failed = await Assert.ThrowsAsync<GptImageServerException>(() => DrainAsync());

        Assert.Equal((ChargeState.PossiblyCharged, ChargeState.PossiblyCharged), (cut.Charge, failed.Charge));
        Assert.Equal(2, _service.Requests.Count);

        async Task DrainAsync()
        {
            await foreach (ImageUpdate update in _client.StreamAsync(new TextToImageRequest("A lighthouse"), partialImages: 2, Token))
            {
                Assert.IsType<PartialImageUpdate>(update);
            }
        }
    }

    [Fact]
    public async Task GenerateAsync_Gif_TellsItsFrames()
    {
        ImageResult result = await _client.GenerateAsync(
            new TextToImageRequest("A lamp that blinks")
            {
                Model = ImageModel.GptImage26Flare,
                Size = new ImageSize(384, 384),
                OutputFormat = OutputFormat.Gif,
                Animation = new ImageAnimation { FrameCount = 4, FrameDuration = TimeSpan.FromMilliseconds(120) },
                Quality = ImageQuality.Low,
            },
            Token);

        Assert.Equal(OutputFormat.Gif, result.Image.Format);
        Assert.Equal(new ImageSize(384, 384), result.Image.PixelSize);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromMilliseconds(120), 4), result.Image.FrameDurations);
        Assert.Null(result.Image.SvgText);
    }

    [Fact]
    public async Task GenerateAsync_Svg_IsTextWithItsOwnUsage()
    {
        ImageResult result = await _client.GenerateAsync(
            new TextToImageRequest("A lighthouse")
            {
                Model = ImageModel.GptImage26Sunburst,
                OutputFormat = OutputFormat.Svg,
                Svg = new SvgAuthor("gpt-5.6-sol") { Effort = "low" },
            }, Token);

        Assert.Equal(OutputFormat.Svg, result.Image.Format);
        Assert.Contains("<svg", result.Image.SvgText, StringComparison.Ordinal);
        Assert.Equal("gpt-5.6-sol", result.SvgUsage?.Model);
        Assert.Null(result.Image.PixelSize);
        Assert.Empty(result.Image.FrameDurations);
    }

    [Fact]
    public async Task Files_UploadedOnce_AreReferredToById()
    {
        byte[] picture = Pictures.Png();
        UploadedImage uploaded = await _client.Files.UploadAsync(ImageInput.FromBytes(picture), cancellationToken: Token);

        ImageResult result = await _client.GenerateAsync(new ImageToImageRequest("Make it night", uploaded.ToInput()), Token);
        await _client.Files.DeleteAsync(uploaded.Id, Token);
        GptImageApiException gone = await Assert.ThrowsAsync<GptImageApiException>(() => _client.Files.DeleteAsync(uploaded.Id, Token));

        Assert.Equal(new ImageSize(1024, 1024), result.Image.PixelSize);
        Assert.Equal(picture.Length, uploaded.Length);
        Assert.Equal(404, gone.StatusCode);
        Assert.Equal(uploaded.Id, _service.Requests[1].Images[0].FileId);
    }

    [Fact]
    public async Task GenerateAsync_BytesBesideAnAddress_GoAsDataUrls()
    {
        byte[] picture = Pictures.Webp();

        await _client.GenerateAsync(
            new ImageToImageRequest("Combine", ImageInput.FromUri(new Uri("https://example.com/a.png")), ImageInput.FromBytes(picture)),
            Token);

        Assert.Equal(picture, _service.Requests[0].Images[1].Bytes.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_Markup_GoesAsAFile()
    {
        await _client.GenerateAsync(new ImageToImageRequest("Follow the arrows", ImageInput.FromBytes(Pictures.Png()))
        {
            Model = ImageModel.GptImage25Sunburst,
            Markup = ImageInput.FromBytes(Pictures.Mask()),
        }, Token);

        Assert.Equal((1024, 1024), (_service.Requests[0].Markup?.Width, _service.Requests[0].Markup?.Height));
    }

    [Fact]
    public async Task GenerateAsync_OtherFormatThanNamed_IsADeviationMeasuredFromTheBytes()
    {
        _service.Enqueue(FakeOutcome.WrongFormat());

        ImageResult result = await _client.GenerateAsync("A lighthouse", Token);

        ImageDeviation deviation = Assert.Single(result.Deviations);
        Assert.Equal(("output_format", "png"), (deviation.Parameter, deviation.Requested));
        Assert.Equal(result.Image.Format.Value, deviation.Actual);
    }

    [Fact]
    public async Task GenerateAsync_RequireExact_ThrowsWithThePicture()
    {
        _service.Enqueue(FakeOutcome.WrongFormat());

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => _client.GenerateAsync(new TextToImageRequest("A lighthouse") { RequireExact = true }, Token));

        Assert.Single(exception.RecoveredImages);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Contains("asked for png", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_DataUrls_AreDecoded()
    {
        ImageResult plain = await _client.GenerateAsync("A lighthouse", Token);
        _service.Enqueue(FakeOutcome.DataUrls());

        ImageResult result = await _client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(plain.Image.Bytes.ToArray(), result.Image.Bytes.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_AddressInsteadOfBytes_IsGivenAndNotFetched()
    {
        _service.Enqueue(FakeOutcome.ImageUrls());

        ImageResult result = await _client.GenerateAsync("A lighthouse", Token);

        Assert.NotNull(result.Image.Url);
        Assert.True(result.Image.Bytes.IsEmpty);
        Assert.Single(_service.Requests);
        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => result.Image.SaveAsync("nowhere", cancellationToken: Token));
        Assert.Contains("AllowImageDownload", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_AddressOnLoopback_IsFetchedOverPlainHttp()
    {
        using GptImageClient client = Clients.For(_service, options => options.AllowImageDownload = true);
        _service.Enqueue(FakeOutcome.ImageUrls());

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(new ImageSize(1024, 1024), result.Image.PixelSize);
        Assert.Null(result.Image.Url);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("base64")]
    [InlineData("empty")]
    [InlineData("cut")]
    public async Task GenerateAsync_UnusableAnswer_MayHaveCostAndIsNotRepeated(string kind)
    {
        _service.Enqueue(kind switch
        {
            "html" => FakeOutcome.Html200(),
            "base64" => FakeOutcome.InvalidBase64(),
            "empty" => FakeOutcome.EmptyData(),
            _ => FakeOutcome.CutBody(1000),
        });

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => _client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task GenerateAsync_ErrorWithStatus200_IsAnApiError()
    {
        _service.Enqueue(FakeOutcome.ErrorIn200());

        GptImageApiException exception =
            await Assert.ThrowsAnyAsync<GptImageApiException>(() => _client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(200, exception.StatusCode);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task GenerateAsync_RateLimitHeaders_AreOnResultAndException()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            Drawing = FakeDrawing.Plain,
            ImagesPerMinute = 5,
            RateLimitHeaders = true,
        });
        using GptImageClient client = Clients.For(service, options => options.Retry.MaxAttempts = 1);

        ImageResult result = await client.GenerateAsync(new TextToImageRequest("Five") { Count = 5 }, Token);
        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("One more", Token));

        Assert.Equal("5", result.RateLimits["x-ratelimit-limit-input-images"]);
        Assert.Equal("0", exception.RateLimits["x-ratelimit-remaining-input-images"]);
        Assert.NotNull(exception.RetryAfter);
        Assert.NotNull(result.Organization);
        Assert.True(result.Duration > TimeSpan.Zero && exception.Duration > TimeSpan.Zero);
    }

    [Fact]
    public async Task GenerateAsync_MoreThanTheWholeLimit_IsNotRepeated()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            Drawing = FakeDrawing.Plain,
            ImagesPerMinute = 5,
        });
        using GptImageClient client = Clients.For(service);

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(
                () => client.GenerateAsync(new TextToImageRequest("Ten") { Count = 10 }, Token));

        Assert.Single(service.Requests);
        Assert.Contains("Requested 10", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_SignedPicture_TellsOfItsContentCredentials()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            Drawing = FakeDrawing.Plain,
            ContentCredentials = true,
        });
        using GptImageClient client = Clients.For(service);

        ImageResult signed = await client.GenerateAsync("A lighthouse", Token);
        ImageResult plain = await _client.GenerateAsync("A lighthouse", Token);

        Assert.True(signed.Image.HasContentCredentials);
        Assert.False(plain.Image.HasContentCredentials);
    }

    [Fact]
    public async Task GenerateAsync_AdditionalParameter_ReachesTheService()
    {
        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => _client.GenerateAsync(
            new TextToImageRequest("A lighthouse")
            {
                AdditionalParameters = new Dictionary<string,
                object>
                { ["style"] = "vivid" },
            }, Token));

        Assert.Equal(("unknown_parameter", "style"), (exception.Code, exception.Param));
        Assert.Contains("Change the parameter 'style'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_DeploymentMappedToAModel_IsCheckedAndPricedAsThatModel()
    {
        ImageModel deployment = new("my-deployment");
        using GptImageClient client = Clients.For(_service, options => options.Deployments["my-deployment"] = ImageModel.GptImage25Flare);

        RequestPlan plan = client.Explain(new TextToImageRequest("A lighthouse")
        {
            Model = deployment,
            Size = ImageSize.Square,
            Quality = ImageQuality.Max,
        });
        GptImageModelUnavailableException exception =
            await Assert.ThrowsAsync<GptImageModelUnavailableException>(
                () => client.GenerateAsync(new TextToImageRequest("A lighthouse") { Model = deployment }, Token));

        Assert.Empty(plan.Findings);
        Assert.Equal(7024, plan.Cost?.MaximumOutputTokens);
        Assert.Equal("my-deployment", _service.Requests[0].Fields["model"]);
        Assert.Equal("model", exception.Param);
    }
}
