using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Whole calls to a resource of Azure.</summary>
public sealed class AzureTests : IDisposable
{
    private static readonly TextToImageRequest Picture = new("A lighthouse at dawn");

    private readonly FakeGptImageService _service = FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        ApiKey = "azure-key-1",
        Azure = new FakeAzureOptions { Deployments = { ["my-dep"] = "gpt-image-2", ["flare"] = "gpt-image-2.6-flare" } },
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(null, false)]
    [InlineData("preview", true)]
    [InlineData("2025-04-01-preview", false)]
    [InlineData("2025-04-01-preview", true)]
    public async Task GenerateAsync_EitherPathAndSecret_BringsThePicture(string? version, bool isToken)
    {
        using GptImageClient client = Client(version, isToken);

        ImageResult result = await client.GenerateAsync(Picture, Token);

        Assert.Equal(new ImageSize(1024, 1024), result.Image.PixelSize);
        Assert.Equal(ChargeState.Charged, result.Charge);
        Assert.True(Guid.TryParse(result.RequestId, out _));
        Assert.Equal("my-dep", _service.Requests[0].Fields["model"]);
        _service.ThrowIfUnexpected();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-04-01-preview")]
    public async Task EditAsync_WithMask_GoesAsAForm(string? version)
    {
        using GptImageClient client = Client(version);

        await client.EditAsync(
            "Make it night", ImageInput.FromBytes(Pictures.Png()), ImageInput.FromBytes(Pictures.Mask()), Token);

        Assert.StartsWith("multipart/form-data", _service.Requests[0].Headers["Content-Type"], StringComparison.Ordinal);
        Assert.NotNull(_service.Requests[0].Mask);
    }

    [Fact]
    public async Task SubmitBatchAsync_AzureResource_SaysWhatItLacksAndSendsNothing()
    {
        using Scratch scratch = new();
        using GptImageClient client = Client("preview");

        NotSupportedException exception = await Assert.ThrowsAsync<NotSupportedException>(
            () => client.SubmitBatchAsync([Picture], new ImageBatchOptions { OutputDirectory = scratch.Folder }, Token));

        Assert.Equal(
            "Azure sells batches only through Global-Batch and DataZone-Batch deployments, takes no file ids in edits, and does not "
            + "document such a deployment of an image model. Nothing was sent. Use RunAsync, or a client of OpenAI.",
            exception.Message);
        Assert.Empty(_service.Requests);
        Assert.Empty(Directory.EnumerateFiles(scratch.Folder));
    }

    [Fact]
    public async Task StreamAsync_ClassicPath_BringsPreviewsAndThePicture()
    {
        using GptImageClient client = Client("2025-04-01-preview");
        int previews = 0;
        CompletedImageUpdate? completed = null;

        await foreach (ImageUpdate update in client.StreamAsync(Picture, partialImages: 2, Token))
        {
            previews += update is PartialImageUpdate ? 1 : 0;
            completed ??= update as CompletedImageUpdate;
        }

        Assert.Equal(2, previews);
        Assert.NotNull(completed);
    }

    [Fact]
    public async Task GenerateAsync_DeploymentByItsName_FollowsTheRulesOfItsModel()
    {
        using GptImageClient client = Client(null);
        TextToImageRequest request = Picture with { Model = new ImageModel("flare"), Quality = ImageQuality.Max };

        await client.GenerateAsync(request, Token);

        Assert.Equal(ImageModel.GptImage26Flare, client.Explain(request).Model);
        Assert.Equal("flare", _service.Requests[0].Fields["model"]);
    }

    [Fact]
    public async Task GenerateAsync_WrongKey_IsToldAndNeverRepeated()
    {
        using GptImageClient client = Client(null, configure: options => options.ApiKey = "azure-key-2");

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync(Picture, Token));

        Assert.Equal("401", exception.Code);
        Assert.True(Guid.TryParse(exception.RequestId, out _));
        Assert.Single(_service.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-04-01-preview")]
    public async Task GenerateAsync_NoSuchDeployment_IsAModelThatCannotBeUsed(string? version)
    {
        using GptImageClient client = Client(version, configure: options => options.Deployments.Clear());

        GptImageModelUnavailableException exception = await Assert.ThrowsAsync<GptImageModelUnavailableException>(
            () => client.GenerateAsync(Picture with { Model = new ImageModel("gone") }, Token));

        Assert.Equal(("DeploymentNotFound", ChargeState.Rejected), (exception.Code, exception.Charge));
    }

    [Fact]
    public async Task GenerateAsync_VersionWithoutImages_NamesTheOption()
    {
        using GptImageClient client = Client("2024-10-21");

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => client.GenerateAsync(Picture, Token));

        Assert.Equal(404, exception.StatusCode);
        Assert.Contains("Azure.ApiVersion", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input", ChargeState.Rejected)]
    [InlineData("output", ChargeState.PossiblyCharged)]
    public async Task GenerateAsync_ContentFilter_HasStageAndCategories(string stage, ChargeState charge)
    {
        _service.Enqueue(FakeOutcome.AzureContentFilter(["violence", "sexual"], stage));
        using GptImageClient client = Client(null);

        GptImageModerationException exception =
            await Assert.ThrowsAsync<GptImageModerationException>(() => client.GenerateAsync(Picture, Token));

        Assert.Equal((new ModerationStage(stage), charge), (exception.Stage!.Value, exception.Charge));
        Assert.Equal(["sexual", "violence"], exception.Categories.Order(StringComparer.Ordinal));
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task RunAsync_ResourceBlocked_StopsTheJob()
    {
        using Scratch folder = new();
        _service.Enqueue(FakeOutcome.AzureResourceBlocked());
        using GptImageClient client = Client(null);

        ImageJobReport report = await client.RunAsync(
            [.. Enumerable.Range(0, 5).Select(number => new TextToImageRequest($"Picture {number}"))],
            new ImageJobOptions { OutputDirectory = folder.Folder, MaxConcurrency = 1 }, cancellationToken: Token);

        Assert.IsType<GptImagePermissionException>(report.StoppedBy);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task GenerateAsync_Throttled_WaitsAndRepeats()
    {
        _service.Enqueue(FakeOutcome.AzureThrottled(TimeSpan.Zero));
        using GptImageClient client = Client(null);

        ImageResult result = await client.GenerateAsync(Picture, Token);

        Assert.Equal([429, 200], result.Attempts.Select(attempt => attempt.StatusCode));
    }

    [Fact]
    public async Task GenerateAsync_ThrottledForLong_SaysHowLong()
    {
        _service.Enqueue(FakeOutcome.AzureThrottled(TimeSpan.FromMinutes(5)));
        using GptImageClient client = Client(null);

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync(Picture, Token));

        Assert.Equal(TimeSpan.FromMinutes(5), exception.RetryAfter);
        Assert.Single(_service.Requests);
    }

    private GptImageClient Client(string? version, bool isToken = false, Action<GptImageClientOptions>? configure = null)
    {
        GptImageClientOptions options = new()
        {
            ApiKey = isToken ? null : "azure-key-1",
            ApiKeyProvider = isToken ? _ => ValueTask.FromResult("azure-key-1") : null,
            Azure = new AzureOptions { Endpoint = _service.AzureEndpoint, ApiVersion = version },
            Deployments = { ["my-dep"] = ImageModel.GptImage2, ["flare"] = ImageModel.GptImage26Flare },
        };
        configure?.Invoke(options);
        return new GptImageClient(options);
    }
}
