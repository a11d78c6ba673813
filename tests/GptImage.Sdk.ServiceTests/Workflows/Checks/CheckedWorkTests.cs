using System.Globalization;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Stories and conversations with checks: what fails is made again, and bought once.</summary>
public sealed class CheckedWorkTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private readonly GptImageClient _client;

    public CheckedWorkTests() => _client = Clients.For(_service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Storyboard Story { get; } = new("Three")
    {
        Size = new ImageSize(1024, 640),
        Quality = ImageQuality.Low,
        Frames = [new FrameRequest("One"), new FrameRequest("Two"), new FrameRequest("Three")],
    };

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(StoryboardStrategy.Anchored, true)]
    [InlineData(StoryboardStrategy.Anchored, false)]
    [InlineData(StoryboardStrategy.Chained, true)]
    [InlineData(StoryboardStrategy.Chained, false)]
    public async Task RenderAsync_FrameFailsTwice_IsMadeAgainAndTheRestStays(StoryboardStrategy strategy, bool isInFolder)
    {
        ProgressList<StoryboardProgress> progress = new();
        List<StoryboardFrame> frames = await RenderAsync(strategy, isInFolder, FailTwo(2), progress);
        int bought = _service.Requests.Count;
        List<StoryboardFrame> again = await RenderAsync(strategy, isInFolder, FailTwo(2), null);

        Assert.Equal(5, bought);
        Assert.Equal(isInFolder ? 5 : 10, _service.Requests.Count);
        Assert.Equal([1, 3, 1], frames.Select(frame => frame.Check!.Candidates.Count));
        Assert.All(frames, frame => Assert.True(frame.Check!.IsAccepted));
        Assert.Contains("Try 2", frames[1].Plan.Prompt, StringComparison.Ordinal);
        Assert.Equal(frames.SelectMany(frame => frame.Check!.Candidates).Sum(candidate => candidate.Cost), progress.Reports[^1].Spent);
        Assert.Equal(frames.Select(frame => frame.Image.Bytes.ToArray()), again.Select(frame => frame.Image.Bytes.ToArray()));
        if (isInFolder)
        {
            Assert.Equal(5, Directory.GetFiles(_scratch["out"], "*.png").Length);
            Assert.EndsWith("-1c3.png", frames[1].File!.Path, StringComparison.Ordinal);
            Assert.Contains(
                "answering: Passed; the best of 3 pictures", await File.ReadAllTextAsync(_scratch["out/index.html"], Token),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RenderAsync_AdviceOfAnotherRun_BuysNothingAgain()
    {
        await RenderAsync(StoryboardStrategy.Anchored, isInFolder: true, FailTwo(1), null);
        int bought = _service.Requests.Count;

        List<StoryboardFrame> again = await RenderAsync(
            StoryboardStrategy.Anchored, isInFolder: true,
            new AnsweringCheck(picture => new PictureVerdict { Outcome = CheckOutcome.Failed, Advice = "Something else entirely." }),
            null, CheckPolicy.Retry(1));

        Assert.Equal(4, bought);
        Assert.Equal(4, _service.Requests.Count);
        Assert.All(again, frame => Assert.False(frame.Check!.IsAccepted));
    }

    [Fact]
    public async Task RenderAsync_RevisionAfterRetries_IsAPictureOfItsOwn()
    {
        await RenderAsync(StoryboardStrategy.Anchored, isInFolder: true, FailTwo(1), null);
        StoryboardOptions options = Options(StoryboardStrategy.Anchored, isInFolder: true, FailTwo(1));
        options.Revisions = new Dictionary<int, int> { [2] = 2 };

        List<StoryboardFrame> frames = [];
        await foreach (StoryboardFrame frame in _client.RenderAsync(Story, options, null, Token))
        {
            frames.Add(frame);
        }

        Assert.Equal(6, _service.Requests.Count);
        Assert.Equal(
            [false, false], frames[1].Check!.Candidates.Select(candidate => candidate.IsFromLedger));
        Assert.EndsWith("-1v2c2.png", frames[1].File!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_BatchHasAFrame_SaysSoAndGoesOn()
    {
        TextToImageRequest two = new("Two") { Size = Story.Size, Quality = Story.Quality };
        await _client.SubmitBatchAsync([two], new ImageBatchOptions { OutputDirectory = _scratch["out"] }, Token);

        List<StoryboardFrame> frames = await RenderAsync(StoryboardStrategy.Anchored, isInFolder: true, FailTwo(0), null);

        Assert.Equal([null, ChargeState.NotSent, null], frames.Select(frame => frame.Error?.Charge));
        Assert.Contains("a batch in this folder has it", frames[1].Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamSayAsync_PreviewsBeyondTheMoney_SendsNothing()
    {
        ConversationOptions plain = new() { Size = new ImageSize(1024, 640), Quality = ImageQuality.Low };
        decimal most = _client.StartConversation(plain).Explain("A harbour at dawn").Cost!.Maximum;
        ImageConversation talk = _client.StartConversation(plain with
        {
            Checks = new CheckOptions { Checks = [FailTwo(0)], Policy = CheckPolicy.Retry(1, most) },
        });

        await Assert.ThrowsAsync<GptImageBudgetException>(async () =>
        {
            await foreach (ImageUpdate _ in talk.StreamSayAsync("A harbour at dawn", partialImages: 3, Token))
            {
            }
        });

        Assert.Empty(_service.Requests);
        await talk.SayAsync("A harbour at dawn", Token);
    }

    [Fact]
    public async Task SaveAsync_TurnsOfAFolder_KeepsNoPictureInMemory()
    {
        ImageConversation talk = Talk(isInFolder: true);
        ConversationTurn turn = await talk.SayAsync("Two boats", Token);
        await talk.SaveAsync(_scratch["boats.json"], Token);

        Directory.Delete(_scratch["out"], recursive: true);

        Assert.ThrowsAny<IOException>(() => turn.Image);
        Assert.All(turn.Check!.Candidates, candidate => Assert.ThrowsAny<IOException>(() => candidate.Image));
        Assert.Single((await ImageConversation.LoadAsync(
            _client, _scratch["boats.json"], _scratch["again"], cancellationToken: Token)).Turns);
    }

    [Theory]
    [InlineData(StoryboardStrategy.Anchored, true)]
    [InlineData(StoryboardStrategy.Anchored, false)]
    [InlineData(StoryboardStrategy.Chained, true)]
    [InlineData(StoryboardStrategy.Chained, false)]
    public async Task RenderAsync_CheckThrows_KeepsTheFrameAndSaysWhy(StoryboardStrategy strategy, bool isInFolder)
    {
        List<StoryboardFrame> frames = await RenderAsync(strategy, isInFolder, Break("Two"), null);
        int bought = _service.Requests.Count;
        List<StoryboardFrame> again = await RenderAsync(strategy, isInFolder, Break("none"), null);

        Assert.Equal((3, isInFolder ? 3 : 6), (bought, _service.Requests.Count));
        Assert.All(frames, frame => Assert.Null(frame.Error));
        Assert.Equal([true, false, true], frames.Select(frame => frame.Check!.IsAccepted));
        Assert.Null(frames[1].Check!.StoppedBy);
        PictureVerdict verdict = Assert.Single(Assert.Single(frames[1].Check!.Candidates).Verdicts);
        Assert.Equal(CheckOutcome.Unavailable, verdict.Outcome);
        Assert.Equal(["FileNotFoundException: There is no model."], verdict.Findings);
        Assert.Equal(frames[1].Image.Bytes.ToArray(), again[1].Image.Bytes.ToArray());
        Assert.True(again[1].Check!.IsAccepted);
    }

    [Fact]
    public async Task RenderAsync_PolicyUsedUp_KeepsTheBestAndGoesOn()
    {
        List<StoryboardFrame> frames =
            await RenderAsync(StoryboardStrategy.Anchored, isInFolder: true, FailTwo(9), null, CheckPolicy.Retry(2));

        Assert.Equal(4, _service.Requests.Count);
        Assert.Equal([true, false, true], frames.Select(frame => frame.Check!.IsAccepted));
        Assert.All(frames, frame => Assert.Null(frame.Error));
    }

    [Fact]
    public async Task RenderAsync_AnotherPictureFails_KeepsTheFirstAndStopsForWhatConcernsAll()
    {
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.QuotaExceeded());
        Storyboard two = Story with { Frames = [.. Story.Frames.Take(2)] };

        List<StoryboardFrame> frames = [];
        StoryboardOptions options = Options(StoryboardStrategy.Chained, isInFolder: true, FailTwo(9));
        await foreach (StoryboardFrame frame in _client.RenderAsync(two, options, null, Token))
        {
            frames.Add(frame);
        }

        Assert.All(frames, frame => Assert.Null(frame.Error));
        Assert.IsType<GptImageQuotaException>(frames[1].Check!.StoppedBy);
        Assert.Equal(3, _service.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RenderAsync_StoppedWhileChecked_BuysNoOtherPicture(bool isInFolder)
    {
        using CancellationTokenSource stop = new();
        AnsweringCheck check = new(_ =>
        {
            stop.Cancel();
            return new PictureVerdict { Outcome = CheckOutcome.Failed };
        });
        StoryboardOptions options = Options(StoryboardStrategy.Chained, isInFolder, check);
        options.StopToken = stop.Token;

        List<StoryboardFrame> frames = [];
        await foreach (StoryboardFrame frame in _client.RenderAsync(Story, options, null, Token))
        {
            frames.Add(frame);
        }

        Assert.Single(_service.Requests);
        Assert.IsType<OperationCanceledException>(Assert.Single(frames).Check!.StoppedBy);
    }

    [Fact]
    public void RenderAsync_ChecksWithoutACheck_IsAnArgumentError() => Assert.Throws<ArgumentException>(
        () => _client.RenderAsync(Story, new StoryboardOptions { Checks = new CheckOptions() }, cancellationToken: Token));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_TurnFailsOnce_IsMadeAgainAndTheNextTurnChangesTheBest(bool isInFolder)
    {
        ImageConversation talk = Talk(isInFolder);
        await talk.SayAsync("A harbour at dawn", Token);

        ConversationTurn night = await talk.SayAsync("Two boats", Token);
        await talk.SayAsync("Add a cat", Token);
        ImageConversation again = Talk(isInFolder);
        await again.SayAsync("A harbour at dawn", Token);
        await again.SayAsync("Two boats", Token);

        Assert.Equal(isInFolder ? 4 : 7, _service.Requests.Count);
        Assert.Equal(2, night.Check?.Candidates.Count);
        Assert.True(night.Check?.IsAccepted);
        Assert.Equal(night.Check?.Candidates.Sum(candidate => candidate.Cost), night.Cost);
        Assert.Equal(night.Check?.Best.Image.Bytes.ToArray(), night.Image.Bytes.ToArray());
        Assert.Equal(night.Image.Bytes.ToArray(), _service.Requests[3].Images[0].Bytes.ToArray());
        Assert.Equal(talk.Turns.Sum(turn => turn.Cost), talk.Spent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_CheckThrows_KeepsTheTurnAndSaysWhy(bool isInFolder)
    {
        ImageConversation talk = Talk(isInFolder, Break("Two"));
        await talk.SayAsync("A harbour at dawn", Token);

        ConversationTurn turn = await talk.SayAsync("Two boats", Token);
        ConversationTurn cat = await talk.SayAsync("Add a cat", Token);

        Assert.Equal(3, _service.Requests.Count);
        Assert.Equal((false, true), (turn.Check?.IsAccepted, cat.Check?.IsAccepted));
        PictureVerdict verdict = Assert.Single(Assert.Single(turn.Check!.Candidates).Verdicts);
        Assert.Equal(CheckOutcome.Unavailable, verdict.Outcome);
        Assert.Equal(["FileNotFoundException: There is no model."], verdict.Findings);
        Assert.Same(turn, cat.Parent);
        Assert.Equal(turn.Image.Bytes.ToArray(), _service.Requests[2].Images[0].Bytes.ToArray());
    }

    [Fact]
    public async Task SayAsync_PolicyUsedUp_KeepsTheTurnAndItsVerdicts()
    {
        ImageConversation talk = _client.StartConversation(new ConversationOptions
        {
            Checks = new CheckOptions { Checks = [new ScriptedCheck(CheckOutcome.Failed)], Policy = CheckPolicy.Retry(2) },
        });

        ConversationTurn turn = await talk.SayAsync("A harbour at dawn", Token);

        Assert.Equal(2, _service.Requests.Count);
        Assert.False(turn.Check?.IsAccepted);
        Assert.Throws<ArgumentException>(() => _client.StartConversation(new ConversationOptions { Checks = new CheckOptions() }));
    }

    private static AnsweringCheck FailTwo(int times)
    {
        int failed = 0;
        return new AnsweringCheck(picture =>
            !picture.Request.Prompt.StartsWith("Two", StringComparison.Ordinal) || failed == times
                ? new PictureVerdict { Outcome = CheckOutcome.Passed }
                : new PictureVerdict
                {
                    Outcome = CheckOutcome.Failed,
                    Advice = string.Create(CultureInfo.InvariantCulture, $"Try {++failed}."),
                });
    }

    private static AnsweringCheck Break(string prompt) => new(picture =>
        picture.Request.Prompt.StartsWith(prompt, StringComparison.Ordinal)
            || picture.Request.Prompt.Contains("\n" + prompt, StringComparison.Ordinal)
            ? throw new FileNotFoundException("There is no model.")
            : new PictureVerdict { Outcome = CheckOutcome.Passed });

    private ImageConversation Talk(bool isInFolder, PictureCheck? check = null) => _client.StartConversation(new ConversationOptions
    {
        Size = new ImageSize(1024, 640),
        OutputDirectory = isInFolder ? _scratch["out"] : null,
        Checks = new CheckOptions { Checks = [check ?? FailTwo(1)], Policy = CheckPolicy.Retry(3) },
    });

    private StoryboardOptions Options(
        StoryboardStrategy strategy, bool isInFolder, PictureCheck check, CheckPolicy? policy = null) => new()
        {
            Strategy = strategy,
            OutputDirectory = isInFolder ? _scratch["out"] : null,
            Checks = new CheckOptions { Checks = [check], Policy = policy ?? CheckPolicy.Retry(5) },
        };

    private async Task<List<StoryboardFrame>> RenderAsync(
        StoryboardStrategy strategy, bool isInFolder, PictureCheck check, IProgress<StoryboardProgress>? progress,
        CheckPolicy? policy = null)
    {
        List<StoryboardFrame> frames = [];
        await foreach (
            StoryboardFrame frame in _client.RenderAsync(Story, Options(strategy, isInFolder, check, policy), progress, Token))
        {
            frames.Add(frame);
        }

        return frames;
    }
}
