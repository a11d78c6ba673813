using System.Runtime.CompilerServices;

namespace GptImage.Sdk.Tests;

/// <summary>Clients as tests of applications write them: with what they need, and null for the rest.</summary>
public sealed class HandWrittenClientTests : IDisposable
{
    private readonly TemporaryFolder _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Storyboard Story => new("The lantern") { Frames = [new FrameRequest("A lighthouse") { Characters = [] }] };

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task RunAsync_ClientWithPlansAndFiles_IsDriven()
    {
        string file = _scratch.Write("made.png", SamplePictures.Png());
        StubClient client = new()
        {
            Plan = request => new RequestPlan { Prompt = request.Prompt, Model = ImageModel.GptImage2 },
            Files = _ => new SavedImageResult
            {
                Files = [new SavedImage { Path = file, Format = OutputFormat.Png, Length = 77, Sha256 = new string('0', 64) }],
            },
        };

        ImageJobReport report = await client.RunAsync(
            [new TextToImageRequest("A lighthouse")], new ImageJobOptions { OutputDirectory = _scratch.Path }, cancellationToken: Token);

        ImageJobEntry entry = Assert.Single(report.Entries);
        Assert.Equal((ImageJobOutcome.Finished, file), (entry.Outcome, Assert.Single(entry.Files).Path));
    }

    [Fact]
    public async Task RunAsync_ExplainGivesNull_SaysWhatToReturn()
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => new StubClient().RunAsync(
            [new TextToImageRequest("A lighthouse")], new ImageJobOptions { OutputDirectory = _scratch.Path }, cancellationToken: Token));

        Assert.Equal(
            "StubClient.Explain returned null. A client of your own returns a RequestPlan with at least Prompt and Model.",
            exception.Message);
    }

    [Fact]
    public async Task RunAsync_BareResult_IsFinishedWithoutFiles()
    {
        StubClient client = new() { Plan = PlanOf, Files = _ => new SavedImageResult() };

        ImageJobReport report = await client.RunAsync(
            [new TextToImageRequest("A lighthouse")], new ImageJobOptions { OutputDirectory = _scratch.Path }, cancellationToken: Token);

        ImageJobEntry entry = Assert.Single(report.Entries);
        Assert.Equal(ImageJobOutcome.Finished, entry.Outcome);
        Assert.Empty(entry.Files);
    }

    [Fact]
    public async Task RunAsync_NullResult_SaysWhatCame()
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => new StubClient { Plan = PlanOf }.RunAsync(
            [new TextToImageRequest("A lighthouse")], new ImageJobOptions { OutputDirectory = _scratch.Path }, cancellationToken: Token));

        Assert.Contains("StubClient returned null instead of an SavedImageResult.", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(NullReferenceException), exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_ClientWithPlansAndPictures_IsDriven()
    {
        GeneratedImage picture = new(SamplePictures.Png());
        StubClient client = new() { Plan = PlanOf, Images = _ => new ImageResult { Images = [picture] } };

        StoryboardFrame frame = Assert.Single(await RenderAsync(client));

        Assert.Same(picture, frame.Image);
    }

    [Theory]
    [InlineData(false, "The client's result has no picture for this frame.")]
    [InlineData(true, "The client's result has no file for this frame.")]
    public async Task RenderAsync_BareResult_IsAFrameWithAnError(bool inFolder, string message)
    {
        StubClient client = new() { Plan = PlanOf, Images = _ => new ImageResult(), Files = _ => new SavedImageResult() };

        StoryboardFrame frame = Assert.Single(await RenderAsync(client, inFolder));

        Assert.Equal(message, Assert.IsType<GptImageResponseException>(frame.Error).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenderAsync_NullFromEverything_SaysWhatToReturn(bool inFolder)
    {
        Exception explain = await Assert.ThrowsAnyAsync<Exception>(() => RenderAsync(new StubClient(), inFolder));
        Exception result = await Assert.ThrowsAnyAsync<Exception>(() => RenderAsync(new StubClient { Plan = PlanOf }, inFolder));

        Assert.Contains("StubClient.Explain returned null.", explain.ToString(), StringComparison.Ordinal);
        Assert.Contains("StubClient returned null instead of an ", result.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(NullReferenceException), explain.ToString() + result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_CallIsCanceledAfterAPaidFrame_CountsBoth()
    {
        using CancellationTokenSource cancellation = new();
        Queue<ImageResult> results = new([new ImageResult { Images = [new GeneratedImage(SamplePictures.Png())] }]);
        GptImageCanceledException call = new("The call was canceled.", null, cancellation.Token) { RequestId = "req_2" };
        StubClient client = new()
        {
            Plan = PlanOf,
            Images = _ =>
            {
                if (results.TryDequeue(out ImageResult? result))
                {
                    return result;
                }

                cancellation.Cancel();
                throw call;
            },
        };
        Storyboard story = Story with { Frames = [Story.Frames[0], Story.Frames[0], Story.Frames[0]] };

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(async () =>
        {
            StoryboardOptions options = new() { MaxConcurrency = 1 };
            await foreach (StoryboardFrame frame in client.RenderAsync(story, options, cancellationToken: cancellation.Token))
            {
                Assert.Null(frame.Error);
            }
        });

        Assert.Equal(
            "The story was canceled after 1 of 3 frames. The frames under way: Nothing was sent and nothing charged.", exception.Message);
        Assert.Equal((ChargeState.Charged, "req_2"), (exception.Charge, exception.RequestId));
        Assert.Same(call, exception.InnerException);
    }

    [Fact]
    public async Task GenerateToStreamAsync_BareResult_SaysThatNoFileCame()
    {
        StubClient client = new()
        {
            Plan = PlanOf,
            Files = _ => new SavedImageResult { Charge = ChargeState.PossiblyCharged, RequestId = "req_1" },
        };

        GptImageResponseException exception = await Assert.ThrowsAsync<GptImageResponseException>(
            () => client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse"), Stream.Null, Token));

        Assert.Equal("The client's result has no file for this picture.", exception.Message);
        Assert.Equal((ChargeState.PossiblyCharged, "req_1"), (exception.Charge, exception.RequestId));
    }

    [Fact]
    public async Task DesignCharacterAsync_NullFromEverything_SaysWhatToReturn()
    {
        CharacterDesign design = new(new Character("Mia") { Appearance = "green eyes" });

        InvalidOperationException explain =
            await Assert.ThrowsAsync<InvalidOperationException>(() => new StubClient().DesignCharacterAsync(design, Token));
        InvalidOperationException result = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new StubClient { Plan = PlanOf }.DesignCharacterAsync(design, Token));

        Assert.StartsWith("StubClient.Explain returned null.", explain.Message, StringComparison.Ordinal);
        Assert.StartsWith("StubClient returned null instead of an ImageResult.", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_OfStoriesAndDesigns_CanBeMadeByATest()
    {
        RequestPlan frame = PlanOf(new TextToImageRequest("A lighthouse"));
        Finding error = new()
        {
            Severity = FindingSeverity.Error,
            Parameter = "size",
            RuleId = "size-multiple",
            Message = "No.",
            Source = "a test",
        };

        StoryboardPlan story = new() { Frames = [frame] };
        CharacterDesignPlan design = new() { Pictures = [frame], Findings = [error] };

        Assert.True(story.IsValid);
        Assert.Null(story.Cost);
        Assert.False(design.IsValid);
        Assert.Same(error, Assert.Single(Assert.Throws<GptImageValidationException>(design.ThrowIfInvalid).Findings));
    }

    private static RequestPlan PlanOf(ImageRequest request) => new() { Prompt = request.Prompt, Model = ImageModel.GptImage2 };

    private async Task<List<StoryboardFrame>> RenderAsync(IGptImageClient client, bool inFolder = false)
    {
        List<StoryboardFrame> frames = [];
        StoryboardOptions options = new() { OutputDirectory = inFolder ? _scratch.Path : null };
        await foreach (StoryboardFrame frame in client.RenderAsync(Story, options, cancellationToken: Token))
        {
            frames.Add(frame);
        }

        return frames;
    }

    [Fact]
    public async Task SayAsync_CheckedPictureWithoutAKnownPrice_HasNoCost()
    {
        StubClient client = new()
        {
            Plan = PlanOf,
            Images = _ => new ImageResult { Images = [new GeneratedImage(SamplePictures.Png())] },
        };
        ImageConversation talk = client.StartConversation(new ConversationOptions
        {
            Checks = new CheckOptions { Checks = [new PassingCheck()], Policy = CheckPolicy.AcceptAll },
        });

        Assert.Null((await talk.SayAsync("A lighthouse", Token)).Cost);
    }

    private sealed class PassingCheck : PictureCheck
    {
        public override string Name => "passing";

        public override ValueTask<PictureVerdict> CheckAsync(PictureToCheck picture, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new PictureVerdict { Outcome = CheckOutcome.Passed });
    }

    private sealed class StubClient : IGptImageClient
    {
        public Func<ImageRequest, RequestPlan?> Plan { get; init; } = _ => null;

        public Func<ImageRequest, ImageResult?> Images { get; init; } = _ => null;

        public Func<ImageRequest, SavedImageResult?> Files { get; init; } = _ => null;

        public Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default) =>
            Task.FromResult(Images(request)!);

        public Task<SavedImageResult> GenerateToFilesAsync(
            ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
            Task.FromResult(Files(request)!);

        public async IAsyncEnumerable<ImageUpdate> StreamAsync(
            ImageRequest request, int partialImages = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield break;
        }

        public async IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
            ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield break;
        }

        public RequestPlan Explain(ImageRequest request) => Plan(request)!;
    }
}
