using System.Globalization;
using GptImage.Sdk.Testing;
using SkiaSharp;

namespace GptImage.Sdk.ServiceTests;

public sealed class StoryboardTests : IDisposable
{
    private static readonly SKColor[] Colors = [SKColors.Crimson, SKColors.SeaGreen, SKColors.RoyalBlue, SKColors.Gold, SKColors.Orchid];

    private readonly Scratch _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task RenderAsync_TwentyFrames_EachShowsTheReferencesOfItsCastAndNoOther()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        Storyboard story = Story(20) with { Size = ImageSize.Square, Quality = ImageQuality.Low };

        List<StoryboardFrame> frames = await TakeAllAsync(client.RenderAsync(story, cancellationToken: Token));

        Assert.Equal(Enumerable.Range(1, 20), frames.Select(frame => frame.Number));
        Assert.Equal(20, service.Requests.Count);
        Assert.All(frames, frame => Assert.Equal(ColorsOf(frame.Number), ColorsInSlots(frame.Image, frame.Plan.Inputs.Count)));
        Assert.All(frames, frame => Assert.Contains($"Frame {frame.Number} of the story", frame.Plan.Prompt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RenderAsync_Anchored_NeverSendsAFrame()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);

        List<StoryboardFrame> frames = await TakeAllAsync(client.RenderAsync(Story(6), cancellationToken: Token));

        Assert.All(
            service.Requests,
            request =>
            Assert.DoesNotContain(frames, frame => request.Images.Any(image => image.Bytes.Span.SequenceEqual(frame.Image.Bytes.Span))));
    }

    [Fact]
    public async Task RenderAsync_Chained_SendsTheFrameBeforeAsTheLastImage()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);

        List<StoryboardFrame> frames =
            await TakeAllAsync(
                client.RenderAsync(Story(4), new StoryboardOptions { Strategy = StoryboardStrategy.Chained }, cancellationToken: Token));

        Assert.Equal([1, 3, 4, 2], service.Requests.Select(request => request.Images.Count));
        Assert.All(
            Enumerable.Range(1, 3),
            index => Assert.Equal(frames[index - 1].Image.Bytes.ToArray(), service.Requests[index].Images[^1].Bytes.ToArray()));
        Assert.Contains(
            "Image 3: the frame before this one; keep its setting, light and style, and go on from it.", frames[1].Plan.Prompt,
            StringComparison.Ordinal);
        Assert.DoesNotContain("the frame before", frames[0].Plan.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_OneFrameIsRefused_TheRestIsMade()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        service.Enqueue(FakeOutcome.Normal());
        service.Enqueue(FakeOutcome.ModerationBlocked("output", "violence"));

        List<StoryboardFrame> frames = await TakeAllAsync(client.RenderAsync(Story(4), new StoryboardOptions
        {
            MaxConcurrency = 1,
            OutputDirectory = _scratch["story"],
        }, cancellationToken: Token));

        GptImageModerationException error = Assert.IsType<GptImageModerationException>(frames[1].Error);
        Assert.Same(error, Assert.Throws<GptImageModerationException>(() => frames[1].Image));
        Assert.Equal(ChargeState.PossiblyCharged, frames[1].Charge);
        Assert.Null(frames[1].File);
        Assert.All([0, 2, 3], index => Assert.Equal(OutputFormat.Png, frames[index].Image.Format));
    }

    [Fact]
    public async Task RenderAsync_ChainedStoryWithARefusedFrame_StopsThereAndGoesOnOnceItIsCorrected()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { Strategy = StoryboardStrategy.Chained, OutputDirectory = _scratch["story"] };
        service.Enqueue(FakeOutcome.Normal());
        service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));
        List<StoryboardFrame> first = await TakeAllAsync(client.RenderAsync(Story(4), options, cancellationToken: Token));
        int boughtFirst = service.Requests.Count;
        Storyboard story = Story(4);
        FrameRequest corrected = new("Nobody is hurt") { Characters = story.Frames[1].Characters };

        List<StoryboardFrame> again = await TakeAllAsync(client.RenderAsync(story with
        {
            Frames = [story.Frames[0], corrected, .. story.Frames.Skip(2)],
        }, options, cancellationToken: Token));

        Assert.Equal(2, boughtFirst);
        Assert.All(first.Skip(1), frame => Assert.IsType<GptImageModerationException>(frame.Error));
        Assert.Equal(
            [ChargeState.Charged, ChargeState.Rejected, ChargeState.NotSent, ChargeState.NotSent], first.Select(frame => frame.Charge));
        Assert.All(again, frame => Assert.Null(frame.Error));
        Assert.Equal(5, service.Requests.Count);
    }

    [Fact]
    public async Task RenderAsync_NoQuotaLeft_EndsTheStoryAndSaysSoInEachPlace()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        service.Enqueue(FakeOutcome.Normal());
        service.Enqueue(FakeOutcome.QuotaExceeded());

        List<StoryboardFrame> frames =
            await TakeAllAsync(client.RenderAsync(Story(5), new StoryboardOptions { MaxConcurrency = 1 }, cancellationToken: Token));

        Assert.Equal(2, service.Requests.Count);
        Assert.Null(frames[0].Error);
        Assert.All(frames.Skip(1), frame => Assert.IsType<GptImageQuotaException>(frame.Error));
        Assert.Equal(
            [ChargeState.Charged, ChargeState.Rejected, ChargeState.NotSent, ChargeState.NotSent, ChargeState.NotSent],
            frames.Select(frame => frame.Charge));
        Assert.StartsWith("Frame 2: ", frames[1].ToString(), StringComparison.Ordinal);
        Assert.Equal("Frame 1: finished", frames[0].ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenderAsync_LoopLeftEarly_StartsNothingNew(bool isKept)
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { MaxConcurrency = 3, OutputDirectory = isKept ? _scratch["story"] : null };

        await foreach (StoryboardFrame frame in client.RenderAsync(Story(9), options, cancellationToken: Token))
        {
            Assert.Equal(1, frame.Number);
            break;
        }

        int bought = service.Requests.Count;
        Assert.InRange(bought, 1, 3);
        if (isKept)
        {
            Assert.Equal(bought, Directory.GetFiles(_scratch["story"], "*.png").Length);
            List<StoryboardFrame> all = await TakeAllAsync(client.RenderAsync(Story(9), options, cancellationToken: Token));
            Assert.Equal(9, service.Requests.Count);
            Assert.Equal(bought, all.Count(frame => frame.IsFromLedger));
        }
    }

    [Fact]
    public async Task RenderAsync_SameFolderAgain_BuysNothing()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { OutputDirectory = _scratch["story"] };
        List<StoryboardFrame> first = await TakeAllAsync(client.RenderAsync(Story(5), options, cancellationToken: Token));
        ProgressList<StoryboardProgress> progress = new();

        List<StoryboardFrame> again = await TakeAllAsync(client.RenderAsync(Story(5), options, progress, Token));

        Assert.Equal(5, service.Requests.Count);
        Assert.All(again, frame => Assert.True(frame.IsFromLedger));
        Assert.Equal(first.Select(frame => frame.File), again.Select(frame => frame.File));
        Assert.Equal(first.Select(frame => frame.Usage), again.Select(frame => frame.Usage));
        Assert.Equal((5, 5, 0m), (progress.Reports[^1].Done, progress.Reports[^1].Total, progress.Reports[^1].Spent));
    }

    [Theory]
    [InlineData(StoryboardStrategy.Anchored, new[] { 3 })]
    [InlineData(StoryboardStrategy.Chained, new[] { 3, 4, 5 })]
    public async Task RenderAsync_TextOfAFrameChanged_RedoesWhatHangsOnIt(StoryboardStrategy strategy, int[] redone)
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { Strategy = strategy, OutputDirectory = _scratch["story"] };
        Storyboard story = Story(5) with { Size = ImageSize.Square };
        await TakeAllAsync(client.RenderAsync(story, options, cancellationToken: Token));
        FrameRequest changed = new("Something else happens") { Characters = story.Frames[2].Characters };

        List<StoryboardFrame> again = await TakeAllAsync(client.RenderAsync(story with
        {
            Frames = [.. story.Frames.Take(2), changed, .. story.Frames.Skip(3)],
        }, options, cancellationToken: Token));

        Assert.Equal(redone, again.Where(frame => !frame.IsFromLedger).Select(frame => frame.Number));
        Assert.Equal(5 + redone.Length, service.Requests.Count);
    }

    [Fact]
    public async Task RenderAsync_Revisions_BuysThoseFramesOnceAndKeepsTheOldFiles()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        List<StoryboardFrame> first =
            await TakeAllAsync(
                client.RenderAsync(Story(7), new StoryboardOptions { OutputDirectory = _scratch["story"] }, cancellationToken: Token));

        List<StoryboardFrame> redone = await TakeAllAsync(client.RenderAsync(Story(7), new StoryboardOptions
        {
            OutputDirectory = _scratch["story"],
            Revisions = new Dictionary<int, int> { [3] = 2, [7] = 2 },
        }, cancellationToken: Token));
        List<StoryboardFrame> again = await TakeAllAsync(client.RenderAsync(Story(7), new StoryboardOptions
        {
            OutputDirectory = _scratch["story"],
            Revisions = new Dictionary<int, int> { [3] = 2, [7] = 2 },
        }, cancellationToken: Token));
        List<StoryboardFrame> before =
            await TakeAllAsync(
                client.RenderAsync(Story(7), new StoryboardOptions { OutputDirectory = _scratch["story"] }, cancellationToken: Token));

        Assert.Equal(9, service.Requests.Count);
        Assert.Equal([3, 7], redone.Where(frame => !frame.IsFromLedger).Select(frame => frame.Number));
        Assert.NotEqual(first[2].File?.Path, redone[2].File?.Path);
        Assert.Equal(redone.Select(frame => frame.File), again.Select(frame => frame.File));
        Assert.Equal(first.Select(frame => frame.File), before.Select(frame => frame.File));
        Assert.All(first, frame => Assert.True(File.Exists(frame.File?.Path)));
    }

    [Fact]
    public async Task RenderAsync_ChainWithAFrameOfUnknownOutcome_BuysNothingBehindIt()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { Strategy = StoryboardStrategy.Chained, OutputDirectory = _scratch["story"] };
        service.Enqueue(FakeOutcome.Normal());
        service.Enqueue(FakeOutcome.CutBody(500));
        List<StoryboardFrame> first = await TakeAllAsync(client.RenderAsync(Story(4), options, cancellationToken: Token));

        List<StoryboardFrame> again = await TakeAllAsync(client.RenderAsync(Story(4), options, cancellationToken: Token));
        int boughtUnasked = service.Requests.Count;
        options.RepeatPossiblyCharged = true;
        List<StoryboardFrame> whole = await TakeAllAsync(client.RenderAsync(Story(4), options, cancellationToken: Token));

        Assert.Equal(
            [ChargeState.Charged, ChargeState.PossiblyCharged, ChargeState.NotSent, ChargeState.NotSent],
            first.Select(frame => frame.Charge));
        Assert.Equal(
            [ChargeState.Charged, ChargeState.PossiblyCharged, ChargeState.NotSent, ChargeState.NotSent],
            again.Select(frame => frame.Charge));
        Assert.Contains("StoryboardOptions.RepeatPossiblyCharged", again[1].Error?.Message, StringComparison.Ordinal);
        Assert.Equal(2, boughtUnasked);
        Assert.All(whole, frame => Assert.Null(frame.Error));
        Assert.Equal(5, service.Requests.Count);
    }

    [Fact]
    public async Task RenderAsync_FileOfAFrameDeleted_SaysSoAndBuysItOnlyWhenAsked()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { OutputDirectory = _scratch["story"] };
        List<StoryboardFrame> first = await TakeAllAsync(client.RenderAsync(Story(3), options, cancellationToken: Token));
        File.Delete(first[1].File?.Path ?? "");

        List<StoryboardFrame> again = await TakeAllAsync(client.RenderAsync(Story(3), options, cancellationToken: Token));
        int boughtUnasked = service.Requests.Count;
        options.RepeatChangedFiles = true;
        List<StoryboardFrame> whole = await TakeAllAsync(client.RenderAsync(Story(3), options, cancellationToken: Token));

        Assert.Contains(
            "StoryboardOptions.RepeatChangedFiles", Assert.IsType<GptImageResponseException>(again[1].Error).Message,
            StringComparison.Ordinal);
        Assert.Equal((3, 4), (boughtUnasked, service.Requests.Count));
        Assert.All(whole, frame => Assert.Equal(OutputFormat.Png, frame.Image.Format));
    }

    [Fact]
    public async Task RenderAsync_FrameThatWasKilled_IsBoughtOnlyWhenAsked()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { OutputDirectory = _scratch["story"] };
        StoryboardFrame made = Assert.Single(await TakeAllAsync(client.RenderAsync(Story(1), options, cancellationToken: Token)));
        File.Delete(made.File?.Path ?? "");
        string ledger = Path.Combine(_scratch["story"], "job.jsonl");
        string[] lines = await File.ReadAllLinesAsync(ledger, Token);
        await File.WriteAllLinesAsync(ledger, lines[..^1], Token);

        StoryboardFrame again = Assert.Single(await TakeAllAsync(client.RenderAsync(Story(1), options, cancellationToken: Token)));
        int boughtUnasked = service.Requests.Count;
        options.RepeatPossiblyCharged = true;
        StoryboardFrame whole = Assert.Single(await TakeAllAsync(client.RenderAsync(Story(1), options, cancellationToken: Token)));

        Assert.Equal(ChargeState.PossiblyCharged, again.Charge);
        Assert.Contains("The run ended while the frame was under way.", again.Error?.Message, StringComparison.Ordinal);
        Assert.Equal((1, 2), (boughtUnasked, service.Requests.Count));
        Assert.Null(whole.Error);
    }

    [Fact]
    public async Task RenderAsync_SecondRunInTheFolder_IsRefused()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new() { OutputDirectory = _scratch["story"], MaxConcurrency = 1 };
        await using IAsyncEnumerator<StoryboardFrame> first = client.RenderAsync(Story(2), options, cancellationToken: Token)
            .GetAsyncEnumerator(Token);
        Assert.True(await first.MoveNextAsync());

        IOException exception =
            await Assert.ThrowsAnyAsync<IOException>(
                async () => await TakeAllAsync(client.RenderAsync(Story(2), options, cancellationToken: Token)));

        Assert.StartsWith("Another run works in the folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_Canceled_Throws()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        using CancellationTokenSource cancellation = new();
        int taken = 0;

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(async () =>
        {
            await foreach (
                StoryboardFrame frame in client.RenderAsync(
                    Story(5), new StoryboardOptions { MaxConcurrency = 1 }, cancellationToken: cancellation.Token))
            {
                taken = frame.Number;
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal((1, 1), (taken, service.Requests.Count));
        Assert.Equal(("The story was canceled after 1 of 5 frames.", ChargeState.Charged), (exception.Message, exception.Charge));
    }

    [Theory]
    [InlineData(false, "The story was canceled before the first frame. Nothing was sent and nothing charged.", ChargeState.NotSent)]
    [InlineData(
        true, "The story was canceled after 2 of 3 frames. Run it again with the same OutputDirectory to go on.", ChargeState.Charged)]
    public async Task RenderAsync_CanceledInAFolder_SaysWhereItStoppedAndHowToGoOn(bool isBegun, string message, ChargeState charge)
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        using CancellationTokenSource cancellation = new();
        StoryboardOptions options = new() { MaxConcurrency = 1, OutputDirectory = _scratch["story"] };
        if (!isBegun)
        {
            await cancellation.CancelAsync();
        }

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(async () =>
        {
            await foreach (StoryboardFrame frame in client.RenderAsync(Story(3), options, cancellationToken: cancellation.Token))
            {
                if (frame.Number == 2)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.Equal((message, charge), (exception.Message, exception.Charge));
    }

    [Fact]
    public async Task RenderAsync_FrameWithNobody_IsMadeFromWordsOrFromTheOtherReferences()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        Storyboard story = new("The lantern")
        {
            Style = "watercolour.",
            Frames = [new FrameRequest("An empty pier") { Camera = "wide shot" }],
        };

        StoryboardFrame words = Assert.Single(await TakeAllAsync(client.RenderAsync(story, cancellationToken: Token)));
        StoryboardFrame styled = Assert.Single(await TakeAllAsync(client.RenderAsync(story with
        {
            References = [Picture(0).As(ReferenceRole.Style)],
        }, cancellationToken: Token)));

        Assert.Equal(["images/generations", "images/edits"], service.Requests.Select(request => request.Endpoint));
        Assert.Equal("An empty pier\n\nCamera: wide shot.\nStyle: watercolour.", words.Plan.Prompt);
        Assert.Equal(
            "Image 1: style reference; take its style only, not its content.\n\nAn empty pier\n\nCamera: wide shot.\nStyle: watercolour.",
            styled.Plan.Prompt);
    }

    [Fact]
    public async Task RenderAsync_WrongStory_IsRefusedWithAllFindingsBeforeAnythingIsSent()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        Storyboard story = Story(2) with
        {
            Frames =
                [new FrameRequest("x") { Characters = ["Zoe"] }, new FrameRequest("") { Characters = [] },
                new FrameRequest("y") { Characters = ["Mia", "mia"] }],
        };

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                async () => await TakeAllAsync(client.RenderAsync(story, cancellationToken: Token)));

        Assert.Equal(
            ["character-twice", "character-unknown", "prompt-empty"],
            exception.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.RuleId)
            .Order(StringComparer.Ordinal));
        Assert.Contains(
            "Frame 1: The storyboard has no character named 'Zoe'; it has 'Mia', 'Tom'.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task RenderAsync_KeptStory_WritesAPageWithFramesAndCast()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        service.Enqueue(FakeOutcome.Normal());
        service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));
        Storyboard story = Story(2) with { Style = "ink & wash" };

        List<StoryboardFrame> frames = await TakeAllAsync(client.RenderAsync(story, new StoryboardOptions
        {
            OutputDirectory = _scratch["story"],
            MaxConcurrency = 1,
        }, cancellationToken: Token));

        string page = await File.ReadAllTextAsync(Path.Combine(_scratch["story"], "index.html"), Token);
        Assert.Contains("<h1 dir=\"auto\">The &lt;lantern&gt;</h1><p dir=\"auto\">ink &amp; wash</p>", page, StringComparison.Ordinal);
        Assert.Contains(
            $"src=\"{Path.GetFileName(frames[0].File?.Path)}\" alt=\"Picture 1, with Tom\" width=\"", page, StringComparison.Ordinal);
        Assert.Contains("<p class=\"words\" dir=\"auto\">Frame 1 of the story</p>", page, StringComparison.Ordinal);
        Assert.Contains("<section class=\"frame\" aria-label=\"Frame 2 of 2\">", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"missing\" dir=\"auto\">The safety system blocked", page, StringComparison.Ordinal);
        Assert.Contains(
            "<dt>References</dt><dd dir=\"auto\">Image 1: Mia, full body.\nImage 2: Mia, profile.</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"cast\">Characters</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Cost</dt><dd dir=\"auto\">0.", page, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(_scratch[Path.Combine("story", "references")], "*.png").Length);
        Assert.Equal(PictureBytes(1), await File.ReadAllBytesAsync(Path.Combine(_scratch["story"], "references", "1-2.png"), Token));
    }

    [Fact]
    public async Task RenderAsync_Progress_TellsOfEachFrameOnceItEnds()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        ProgressList<StoryboardProgress> progress = new();

        List<StoryboardFrame> frames = await TakeAllAsync(client.RenderAsync(Story(4) with
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
        }, progress: progress, cancellationToken: Token));

        Assert.Equal([1, 2, 3, 4], progress.Reports.Select(report => report.Done));
        Assert.Equal([1, 2, 3, 4], progress.Reports.Select(report => report.Latest.Number).Order());
        Assert.Equal(frames.Sum(frame => frame.Cost), progress.Reports[^1].Spent);
        Assert.True(progress.Reports[^1].Spent > 0);
    }

    [Theory]
    [InlineData("MaxConcurrency is 0", null)]
    [InlineData("Revisions has frame 4; the storyboard has the frames 1 to 3", null)]
    [InlineData("Revisions has frame 0; the storyboard has the frames 1 to 3", null)]
    [InlineData("Revisions names frames, and there is no OutputDirectory", null)]
    [InlineData("Revisions has revision 0 of frame 2", null)]
    [InlineData("Strategy is 7", null)]
    [InlineData("OutputDirectory is empty", " ")]
    public void RenderAsync_WrongOption_ThrowsAtOnce(string message, string? folder)
    {
        using GptImageClient client = new("sk-test");
        StoryboardOptions options = new()
        {
            MaxConcurrency = message.StartsWith("Max", StringComparison.Ordinal) ? 0 : 4,
            Revisions = message switch
            {
                _ when message.StartsWith("Revisions has frame 4", StringComparison.Ordinal) => Revision(4, 2),
                _ when message.StartsWith("Revisions has frame 0", StringComparison.Ordinal) => Revision(0, 2),
                _ when message.StartsWith("Revisions has revision", StringComparison.Ordinal) => Revision(2, 0),
                _ when message.StartsWith("Revisions names", StringComparison.Ordinal) => Revision(1, 2),
                _ => new Dictionary<int, int>(),
            },
            OutputDirectory = message.StartsWith("Revisions has", StringComparison.Ordinal) ? _scratch["story"] : folder,
            Strategy = message.StartsWith("Strategy", StringComparison.Ordinal) ? (StoryboardStrategy)7 : StoryboardStrategy.Anchored,
        };

        ArgumentException exception =
            Assert.Throws<ArgumentException>(() => client.RenderAsync(Story(3), options, cancellationToken: Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RenderAsync_EnumeratedTwice_BuysOnce()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        IAsyncEnumerable<StoryboardFrame> frames = client.RenderAsync(Story(2), cancellationToken: Token);
        await TakeAllAsync(frames);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAllAsync(frames));

        Assert.StartsWith("This sequence is one purchase and was enumerated before", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, service.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RenderAsync_SoftStop_HandsOutWhatRunsAndEnds(bool isKept)
    {
        using CancellationTokenSource stop = new();
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        StoryboardOptions options = new()
        {
            MaxConcurrency = 2,
            StopToken = stop.Token,
            OutputDirectory = isKept ? _scratch["story"] : null,
        };
        List<StoryboardFrame> frames = [];

        await foreach (StoryboardFrame frame in client.RenderAsync(Story(9), options, cancellationToken: Token))
        {
            frames.Add(frame);
            await stop.CancelAsync();
        }

        Assert.InRange(frames.Count, 1, 2);
        Assert.All(frames, frame => Assert.Null(frame.Error));
        Assert.Equal(frames.Count, service.Requests.Count);
    }

    [Fact]
    public async Task RenderAsync_ChainedFrameComesAsAnAddress_IsHandedOutAndEndsTheChain()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        service.Enqueue(FakeOutcome.ImageUrls());

        List<StoryboardFrame> frames = await TakeAllAsync(
            client.RenderAsync(Story(3), new StoryboardOptions { Strategy = StoryboardStrategy.Chained }, cancellationToken: Token));

        Assert.NotNull(frames[0].Image.Url);
        Assert.Equal([ChargeState.Charged, ChargeState.NotSent, ChargeState.NotSent], frames.Select(frame => frame.Charge));
        Assert.All(frames.Skip(1), frame => Assert.IsType<GptImageResponseException>(frame.Error));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RenderAsync_ProgressThrows_HandsOutWhatRunsAndThenThrows()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        InvalidOperationException mine = new("mine");
        List<StoryboardFrame> frames = [];

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(async () =>
        {
            await foreach (StoryboardFrame frame in client.RenderAsync(
                Story(9), new StoryboardOptions { MaxConcurrency = 3 }, new ProgressList<StoryboardProgress>(_ => throw mine), Token))
            {
                frames.Add(frame);
            }
        });

        Assert.Same(mine, exception.InnerException);
        Assert.Equal(service.Requests.Count, frames.Count);
        Assert.InRange(frames.Count, 1, 3);
    }

    [Fact]
    public async Task RenderAsync_PageCannotBeWritten_HandsOutTheFramesAndThenThrows()
    {
        using FakeGptImageService service = StartPlain();
        using GptImageClient client = Clients.For(service);
        Directory.CreateDirectory(_scratch["story"]);
        await File.WriteAllTextAsync(Path.Combine(_scratch["story"], "references"), "in the way", Token);
        List<StoryboardFrame> frames = [];

        await Assert.ThrowsAsync<GptImageJobException>(async () =>
        {
            await foreach (StoryboardFrame frame in client.RenderAsync(
                Story(5), new StoryboardOptions { MaxConcurrency = 1, OutputDirectory = _scratch["story"] }, cancellationToken: Token))
            {
                frames.Add(frame);
            }
        });

        Assert.Equal(service.Requests.Count, frames.Count);
        Assert.All(frames, frame => Assert.True(File.Exists(frame.File?.Path)));
    }

    private static Dictionary<int, int> Revision(int frame, int revision) => new() { [frame] = revision };

    private static FakeGptImageService StartPlain() =>
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    /// <summary>A story in which Mia (two references) is in the frames 2, 3, 6, 7 …, and Tom (one) in 1, 3, 5, 7 …; the fourth has Tom
    /// alone again.</summary>
    private static Storyboard Story(int frames) => new("The <lantern>")
    {
        Characters =
        [
            new Character("Mia") { References = [Picture(0).As(ReferenceRole.FullBody), Picture(1).As(ReferenceRole.Profile)] },
            new Character("Tom") { References = [Picture(2)] },
        ],
        Frames =
            [.. Enumerable.Range(1, frames)
            .Select(
                number => new FrameRequest(string.Create(CultureInfo.InvariantCulture, $"Frame {number} of the story"))
                { Characters = CastOf(number) })],
    };

    private static string[] CastOf(int number) => (number % 4) switch
    {
        1 or 0 => ["tom"],
        2 => ["Mia"],
        _ => ["Mia", " Tom "],
    };

    private static SKColor[] ColorsOf(int number) => (number % 4) switch
    {
        1 or 0 => [Colors[2]],
        2 => [Colors[0], Colors[1]],
        _ => [Colors[0], Colors[1], Colors[2]],
    };

    private static ImageInput Picture(int color) => ImageInput.FromBytes(PictureBytes(color));

    private static byte[] PictureBytes(int color)
    {
        using SKBitmap bitmap = new(new SKImageInfo(64, 96, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(Colors[color]);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    private static SKColor[] ColorsInSlots(GeneratedImage image, int count)
    {
        using SKBitmap picture = SKBitmap.Decode(image.Bytes.Span);
        return [.. Enumerable.Range(0, count)
            .Select(index => FakeDrawingLayout.ReferenceSlot(index, count, picture.Width, picture.Height))
            .Select(slot => picture.GetPixel(slot.Left + (slot.Width / 2), slot.Top + (slot.Height / 2)))];
    }

    private static async Task<List<StoryboardFrame>> TakeAllAsync(IAsyncEnumerable<StoryboardFrame> frames)
    {
        List<StoryboardFrame> all = [];
        await foreach (StoryboardFrame frame in frames)
        {
            all.Add(frame);
        }

        return all;
    }
}
