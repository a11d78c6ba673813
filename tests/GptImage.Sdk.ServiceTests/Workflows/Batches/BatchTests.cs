using System.Security.Cryptography;
using System.Text.Json;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Batches over the fake service: submitted, followed, collected and canceled.</summary>
public sealed class BatchTests : IDisposable
{
    private static readonly byte[] Kitchen = Pictures.Png();

    private readonly Scratch _scratch = new();
    private readonly FakeGptImageService _service = FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        BatchStep = Timeout.InfiniteTimeSpan,
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task CollectBatchAsync_ByAnotherClient_HasEveryPictureAtHalfThePrice()
    {
        using (GptImageClient submitter = Clients.For(_service))
        {
            ImageBatch submitted = await submitter.SubmitBatchAsync(Requests(5), Options(), Token);
            Assert.Equal((5, 1, false), (submitted.Total, submitted.Parts.Count, submitted.HasEnded));
            Assert.Equal(ImageBatchStatus.Validating, submitted.Parts[0].Status);
        }

        await _service.MoveBatchesAsync(3, Token);
        using GptImageClient client = Clients.For(_service);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(["Picture 0", "Picture 1", "Picture 2", "Picture 3", "Picture 4"], report.Entries.Select(e => e.Request.Prompt));
        foreach (ImageJobEntry entry in report.Entries)
        {
            SavedImage file = Assert.Single(entry.Files);
            Assert.Equal(
                file.Sha256, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file.Path, Token))).ToLowerInvariant());
            Assert.Equal(ChargeState.Charged, entry.Charge);
            Assert.Equal(
                ((entry.Usage?.OutputTokens * 30m / 1_000_000) + (entry.Usage?.InputTokens * 5m / 1_000_000)) / 2, entry.Cost);
        }

        Assert.Equal(report.Spent, report.SpentInAllRuns);
        Assert.Single(_service.Batches);
        Assert.Equal("/v1/images/generations", _service.Batches[0].Endpoint);
        Assert.DoesNotContain(Directory.EnumerateFiles(_scratch.Folder), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CollectBatchAsync_Again_ReadsTheLedgerOnly()
    {
        using GptImageClient client = Clients.For(_service);
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);
        await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        int sent = _service.Requests.Count;

        ImageJobReport again = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        ImageJobReport job = await client.RunAsync(
            Requests(3), new ImageJobOptions { OutputDirectory = _scratch.Folder }, cancellationToken: Token);

        Assert.True(again.IsComplete);
        Assert.All(again.Entries, entry => Assert.True(entry.IsFromLedger));
        Assert.Equal(again.Entries.Sum(entry => entry.Cost), again.SpentInAllRuns);
        Assert.True(job.IsComplete);
        Assert.Equal(sent, _service.Requests.Count);
    }

    [Fact]
    public async Task SubmitBatchAsync_Again_SubmitsNothingTwice()
    {
        using GptImageClient client = Clients.For(_service);
        await client.SubmitBatchAsync(Requests(3), Options(), Token);

        ImageBatch again = await client.SubmitBatchAsync(Requests(3), Options(), Token);
        ImageBatch more = await client.SubmitBatchAsync(Requests(5), Options(), Token);

        Assert.Equal((3, 1), (again.Total, again.Parts.Count));
        Assert.Equal((5, 2), (more.Total, more.Parts.Count));
        Assert.Equal(2, _service.Batches.Count);
    }

    [Fact]
    public async Task RunAsync_BatchUnderWay_LeavesItsRequestsAlone()
    {
        using GptImageClient client = Clients.For(_service);
        await client.SubmitBatchAsync(Requests(2), Options(), Token);

        ImageJobReport report = await client.RunAsync(
            Requests(3), new ImageJobOptions { OutputDirectory = _scratch.Folder }, cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.NotStarted, ImageJobOutcome.NotStarted, ImageJobOutcome.Finished],
            report.Entries.Select(entry => entry.Outcome));
        Assert.Contains("a batch in this folder", report.Entries[0].ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitBatchAsync_ModelsAndEndpointsMixed_TakesABatchForEach()
    {
        using GptImageClient client = Clients.For(_service);
        ImageInput input = ImageInput.FromBytes(Kitchen);

        ImageBatch batch = await client.SubmitBatchAsync(
            [
                new TextToImageRequest("A harbour") { Quality = ImageQuality.Low, Count = 2 },
                new TextToImageRequest("A harbour") { Quality = ImageQuality.Low, Model = ImageModel.GptImage25Flare },
                new ImageToImageRequest("Make it night", input)
                {
                    Quality = ImageQuality.Low,
                    Mask = ImageInput.FromBytes(Pictures.Mask()),
                },
                new CharacterReferenceRequest("Mia waves", new Character("Mia") { References = [input.As(ReferenceRole.FullBody)] }),
            ],
            Options(), Token);
        await _service.MoveBatchesAsync(3, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal((4, 3), (batch.Total, batch.Parts.Count));
        Assert.Equal(
            ["/v1/images/generations", "/v1/images/generations", "/v1/images/edits"], _service.Batches.Select(made => made.Endpoint));
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal([2, 1, 1, 1], report.Entries.Select(entry => entry.Files.Count));
        Assert.Equal(2, Uploads("vision"));
    }

    [Fact]
    public async Task SubmitBatchAsync_SameInputInSeveralRequestsAndRuns_UploadsItOnce()
    {
        using GptImageClient client = Clients.For(_service);
        string path = _scratch["kitchen-input.png"];
        await File.WriteAllBytesAsync(path, Kitchen, Token);

        await client.SubmitBatchAsync(Edits(ImageInput.FromBytes(Kitchen), 3), Options(), Token);
        await client.SubmitBatchAsync(Edits(ImageInput.FromFile(path), 5), Options(), Token);

        Assert.Equal(1, Uploads("vision"));
        Assert.Equal([3, 2], Parts(await client.GetBatchAsync(_scratch.Folder, Token)));
    }

    [Fact]
    public async Task CollectBatchAsync_RefusedLines_AreEntriesWithTheirErrors()
    {
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome
        {
            EveryLine = FakeOutcome.ModerationBlocked("input", "violence"),
        }));
        await client.SubmitBatchAsync(Requests(2), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        ImageBatch again = await client.SubmitBatchAsync(Requests(2), Options(), Token);

        Assert.Null(_service.Batches[0].OutputFileId);
        Assert.Equal(2, report.Failed.Count());
        Assert.All(report.Entries, entry =>
        {
            GptImageModerationException error = Assert.IsType<GptImageModerationException>(entry.Error);
            Assert.Equal((ModerationStage.Input, ChargeState.Rejected), (error.Stage, error.Charge));
            Assert.Equal(["violence"], error.Categories);
            Assert.NotNull(error.RequestId);
        });
        Assert.Equal((0, 0m), (report.Spent, report.PossiblySpent));
        Assert.Equal(2, again.Total);
    }

    [Fact]
    public async Task CollectBatchAsync_FailedAfterItsCreation_SaysWhyAndCostsNothing()
    {
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { FailureCode = "token_limit_exceeded" }));
        await client.SubmitBatchAsync(Requests(2), Options(), Token);
        await _service.MoveBatchesAsync(1, Token);

        ImageBatch state = await client.GetBatchAsync(_scratch.Folder, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal((ImageBatchStatus.Failed, "token_limit_exceeded"), (state.Parts[0].Status, state.Parts[0].ErrorCode));
        Assert.True(state.HasEnded);
        Assert.All(report.Entries, entry =>
        {
            Assert.Equal((ImageJobOutcome.Failed, ChargeState.Rejected), (entry.Outcome, entry.Charge));
            Assert.Contains(
                "token_limit_exceeded", Assert.IsType<GptImageRateLimitException>(entry.Error).Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task CollectBatchAsync_FailureNamesTheKey_MasksIt()
    {
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome
        {
            FailureCode = "invalid_request",
            FailureMessage = $"The key {_service.ApiKey} may not do that.",
        }));
        await client.SubmitBatchAsync(Requests(1), Options(), Token);
        await _service.MoveBatchesAsync(1, Token);

        ImageBatch state = await client.GetBatchAsync(_scratch.Folder, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        string told = state.Parts[0].ErrorMessage + report.Entries[0].ErrorMessage + report.Entries[0].Error
            + await File.ReadAllTextAsync(_scratch["job.jsonl"], Token);
        Assert.Contains("may not do that", told, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.ApiKey, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelBatchAsync_SomeLinesRan_CollectsThoseAndFreesTheOthers()
    {
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { StopsAfter = 2 }));
        await client.SubmitBatchAsync(Requests(5), Options(), Token);
        await _service.MoveBatchesAsync(1, Token);

        ImageBatch canceling = await client.CancelBatchAsync(_scratch.Folder, Token);
        await _service.MoveBatchesAsync(1, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        ImageBatch again = await client.SubmitBatchAsync(Requests(5), Options(), Token);

        Assert.Equal(ImageBatchStatus.Cancelling, canceling.Parts[0].Status);
        Assert.Equal((2, 3), (report.Finished.Count(), report.Failed.Count()));
        Assert.All(report.Failed, entry => Assert.Equal(ChargeState.NotSent, entry.Charge));
        Assert.Equal((0m, true), (report.PossiblySpent, report.Spent > 0));
        Assert.Equal(3, again.Total);
    }

    [Fact]
    public async Task CollectBatchAsync_LineMissingFromBothFiles_IsUnknown()
    {
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { Oddities = FakeBatchOddities.MissingLine }));
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        ImageBatch careful = await client.SubmitBatchAsync(Requests(3), Options(), Token);
        ImageBatchOptions repeating = Options();
        repeating.RepeatPossiblyCharged = true;
        ImageBatch repeated = await client.SubmitBatchAsync(Requests(3), repeating, Token);

        Assert.Equal((2, 1), (report.Finished.Count(), report.Unknown.Count()));
        Assert.True(report.PossiblySpent > 0);
        Assert.Empty(careful.Parts);
        Assert.Equal(1, repeated.Total);
    }

    [Fact]
    public async Task CollectBatchAsync_OutputGone_LeavesItsLinesUnknown()
    {
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { IsOutputGone = true }));
        await client.SubmitBatchAsync(Requests(2), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(2, report.Unknown.Count());
    }

    /// <summary>The service bills the lines that ran before a cancellation, whether their results can be had or not.</summary>
    [Theory]
    [InlineData("gone")]
    [InlineData("broken")]
    [InlineData("missing")]
    public async Task CollectBatchAsync_CanceledAndResultsLost_LeavesTheRestUnknown(string loss)
    {
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { StopsAfter = 2, IsOutputGone = loss == "gone" }));
        using LossyHandler lossy = new(loss);
        using GptImageClient client =
            new(new GptImageClientOptions { ApiKey = _service.ApiKey, BaseAddress = _service.BaseAddress }, lossy);
        await client.SubmitBatchAsync(Requests(5), Options(), Token);
        await _service.MoveBatchesAsync(1, Token);
        await client.CancelBatchAsync(_scratch.Folder, Token);
        await _service.MoveBatchesAsync(1, Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.True(report.Unknown.Count() >= 2, report.ToString());
        Assert.All(report.Unknown, entry => Assert.Equal(ChargeState.PossiblyCharged, entry.Charge));
        Assert.True(report.PossiblySpent > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CollectBatchAsync_RequestFileMissingOrShort_ThrowsAndTouchesNothing(bool isMissing)
    {
        using GptImageClient client = Clients.For(_service);
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);
        string path = _scratch["batch.jsonl"];
        string[] lines = await File.ReadAllLinesAsync(path, Token);
        File.Delete(path);
        if (!isMissing)
        {
            await File.WriteAllLinesAsync(path, lines[..^1], Token);
        }

        IOException exception = await Assert.ThrowsAsync<IOException>(
            () => client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token));
        await File.WriteAllLinesAsync(path, lines, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Contains("batch.jsonl", exception.Message, StringComparison.Ordinal);
        Assert.True(report.IsComplete, report.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SubmitBatchAsync_RequestFileMissingOrShort_ThrowsAndTouchesNothing(bool isMissing)
    {
        using GptImageClient client = Clients.For(_service);
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);
        string path = _scratch["batch.jsonl"];
        string[] lines = await File.ReadAllLinesAsync(path, Token);
        File.Delete(path);
        if (!isMissing)
        {
            await File.WriteAllLinesAsync(path, lines[..^1], Token);
        }

        int sent = _service.Requests.Count;

        IOException exception = await Assert.ThrowsAsync<IOException>(
            () => client.SubmitBatchAsync([new TextToImageRequest("Another picture")], Options(), Token));
        bool isThere = File.Exists(path);
        int sentAfterwards = _service.Requests.Count;
        await File.WriteAllLinesAsync(path, lines, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(
            $"'{path}' lacks {(isMissing ? 3 : 1)} requests of batches that are not collected yet. Nothing was sent or changed. Put a copy "
            + "of the file back, or submit into another folder; without it the pictures of the batch cannot be collected.",
            exception.Message);
        Assert.Equal(sent, sentAfterwards);
        Assert.Equal(!isMissing, isThere);
        Assert.Equal((true, 3), (report.IsComplete, report.Entries.Count));
    }

    [Fact]
    public async Task CollectBatchAsync_EveryOddityOfTheFiles_WritesEachPictureOnce()
    {
        using GptImageClient client = Clients.For(_service);
        FakeBatchOddities readable = Enum.GetValues<FakeBatchOddities>()
            .Where(oddity => oddity is not (FakeBatchOddities.MissingLine or FakeBatchOddities.EmptyResult))
            .Aggregate(FakeBatchOddities.None, (all, oddity) => all | oddity);
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { Oddities = readable }));
        await client.SubmitBatchAsync(Requests(4), Options(), Token);
        await _service.MoveBatchesAsync(3, Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.True(report.IsComplete, $"{readable}: {report}");
        Assert.Equal(4, Directory.EnumerateFiles(_scratch.Folder, "*.png").Count());
    }

    [Fact]
    public async Task CollectBatchAsync_BatchUnderWay_PollsPolitelyWithProgress()
    {
        int looks = 0;
        JumpingClock clock = new(async _ =>
        {
            if (++looks == 6)
            {
                await _service.MoveBatchesAsync(3, Token);
            }
        });
        using GptImageClient client = Clients.For(_service, options => options.TimeProvider = clock);
        await client.SubmitBatchAsync(Requests(2), Options(), Token);
        ProgressList<ImageJobProgress> progress = new();

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, progress, Token);

        Assert.True(report.IsComplete, report.ToString());
        double[] most = [15, 30, 60, 120, 240, 300];
        Assert.Equal(most.Length, clock.Waits.Count);
        Assert.All(clock.Waits.Zip(most), wait => Assert.InRange(wait.First.TotalSeconds, wait.Second * 0.75, wait.Second));
        Assert.Equal((0, 2), (progress.Reports[0].Done, progress.Reports[0].Total));
        Assert.Equal((2, TimeSpan.Zero), (progress.Reports[^1].Done, progress.Reports[^1].TimeLeft));
    }

    [Fact]
    public async Task CollectBatchAsync_Canceled_KeepsTheBatchAndItsReport()
    {
        using CancellationTokenSource stop = new();
        JumpingClock clock = new(async _ => await stop.CancelAsync());
        using GptImageClient client = Clients.For(_service, options => options.TimeProvider = clock);
        await client.SubmitBatchAsync(Requests(2), Options(), Token);

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(
            () => client.CollectBatchAsync(_scratch.Folder, cancellationToken: stop.Token));
        await _service.MoveBatchesAsync(3, Token);
        using GptImageClient other = Clients.For(_service);
        ImageJobReport report = await other.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(2, exception.Report?.Entries.Count);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public async Task SubmitBatchAsync_BeyondTheSpendLimit_SendsNothing()
    {
        using GptImageClient client = Clients.For(_service);
        decimal half = client.ExplainBatch(Requests(3)).Cost!.Maximum;
        ImageBatchOptions options = Options();
        options.SpendLimit = half - 0.000001m;

        GptImageBudgetException exception =
            await Assert.ThrowsAsync<GptImageBudgetException>(() => client.SubmitBatchAsync(Requests(3), options, Token));
        options.SpendLimit = half;
        int sent = _service.Requests.Count;
        ImageBatch batch = await client.SubmitBatchAsync(Requests(3), options, Token);

        Assert.Equal(0, sent);
        Assert.Contains("ImageBatchOptions.SpendLimit", exception.Message, StringComparison.Ordinal);
        Assert.Equal(half, batch.UpTo);
        Assert.Equal(client.Explain(Requests(1)[0]).Cost!.Maximum * 3 / 2, half);
    }

    [Fact]
    public async Task Spending_OfAClient_HoldsABatchUntilItIsCollected()
    {
        using GptImageClient priced = Clients.For(_service);
        decimal half = priced.ExplainBatch(Requests(3)).Cost!.Maximum;
        using GptImageClient client = Clients.For(_service, options => options.SpendLimit = half);

        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        ImageSpending underWay = client.Spending;
        ImageBatchOptions other = new() { OutputDirectory = _scratch["other"] };
        GptImageBudgetException exception =
            await Assert.ThrowsAsync<GptImageBudgetException>(() => client.SubmitBatchAsync(Requests(1), other, Token));
        await _service.MoveBatchesAsync(3, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal((half, 0m), (underWay.Reserved, underWay.Settled));
        Assert.Contains("GptImageClientOptions.SpendLimit", exception.Message, StringComparison.Ordinal);
        Assert.Equal((0m, report.Spent, 0m), (client.Spending.Reserved, client.Spending.Settled, client.Spending.Possible));
        Assert.Single(_service.Batches);
    }

    /// <summary>The text model of an SVG is billed apart, in batches too.</summary>
    [Fact]
    public async Task Spending_SvgInABatch_HoldsTheTextModelOrIsRefused()
    {
        TextToImageRequest request = Requests(1)[0] with { OutputFormat = OutputFormat.Svg, Model = ImageModel.GptImage26Sunburst };
        using GptImageClient unpriced = Clients.For(_service, options => options.SpendLimit = 10);
        using GptImageClient client = Clients.For(_service, options =>
        {
            options.SpendLimit = 10;
            options.SvgModelCost = 2;
        });

        GptImageBudgetException exception =
            await Assert.ThrowsAsync<GptImageBudgetException>(() => unpriced.SubmitBatchAsync([request], Options(), Token));
        await client.SubmitBatchAsync([request], Options(), Token);
        ImageSpending underWay = client.Spending;
        await _service.MoveBatchesAsync(3, Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Contains("SvgModelCost", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2 + client.ExplainBatch([request]).Cost!.Maximum, underWay.Reserved);
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal((0m, report.Spent, 2m), (client.Spending.Reserved, client.Spending.Settled, client.Spending.Possible));
    }

    /// <summary>The money of a batch comes free only by its collection, which a job that waits would keep out.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_BatchHoldsTheMoney_DoesNotWaitForIt(bool isFolderLimit)
    {
        using GptImageClient priced = Clients.For(_service);
        decimal limit = priced.ExplainBatch(Requests(3)).Cost!.Maximum;
        using GptImageClient client = Clients.For(_service, options => options.SpendLimit = isFolderLimit ? null : limit);
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        ImageJobOptions job = new()
        {
            OutputDirectory = isFolderLimit ? _scratch.Folder : _scratch["other"],
            SpendLimit = isFolderLimit ? limit : null,
        };

        ImageJobReport report = await client.RunAsync([Requests(4)[3]], job, cancellationToken: Token)
            .WaitAsync(TimeSpan.FromSeconds(30), Token);

        Assert.Empty(report.Finished);
        Assert.IsType<GptImageBudgetException>(report.Entries[0].Error);
    }

    [Fact]
    public async Task SubmitBatchAsync_MarkupOrWrongSize_ListsAllAndSendsNothing()
    {
        using GptImageClient client = Clients.For(_service);
        ImageInput input = ImageInput.FromBytes(Kitchen);

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(() => client.SubmitBatchAsync(
            [
                new ImageToImageRequest("Follow the arrows", input)
                {
                    Model = ImageModel.GptImage26Flare,
                    Markup = ImageInput.FromBytes(Pictures.Mask()),
                },
                new TextToImageRequest("A harbour") { Size = new ImageSize(1000, 700) },
                new TextToImageRequest("A pier") { Size = new ImageSize(1000, 700) },
            ],
            Options(), Token));

        Assert.Contains(exception.Findings, finding => finding.RuleId == "batch-markup"
            && finding.Message.StartsWith("Request 1: ", StringComparison.Ordinal));
        Assert.Contains(exception.Findings, finding => finding.RuleId == "size-multiple"
            && finding.Message.StartsWith("Requests 2, 3: ", StringComparison.Ordinal));
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task SubmitBatchAsync_FolderCannotBeWritten_RefusesBeforeAnUpload()
    {
        using GptImageClient client = Clients.For(_service);
        await File.WriteAllTextAsync(_scratch["file"], "", Token);

        await Assert.ThrowsAsync<IOException>(() => client.SubmitBatchAsync(
            Edits(ImageInput.FromBytes(Kitchen), 1), new ImageBatchOptions { OutputDirectory = _scratch["file"] }, Token));

        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task SubmitBatchAsync_NoRequest_IsAnArgumentError()
    {
        using GptImageClient client = Clients.For(_service);

        await Assert.ThrowsAsync<ArgumentException>(() => client.SubmitBatchAsync([], Options(), Token));
        Assert.Throws<ArgumentException>(() => client.ExplainBatch([]));
    }

    [Fact]
    public async Task GetBatchAsync_FolderWithoutBatch_SaysSo()
    {
        using GptImageClient client = Clients.For(_service);

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetBatchAsync(_scratch.Folder, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token));
        Assert.Empty(Directory.EnumerateFiles(_scratch.Folder));
    }

    private static TextToImageRequest[] Requests(int count) =>
        [
            .. Enumerable.Range(0, count).Select(number => new TextToImageRequest($"Picture {number}")
            {
                Quality = ImageQuality.Low,
                Size = ImageSize.Square,
            }),
        ];

    private static ImageToImageRequest[] Edits(ImageInput input, int count) =>
        [
            .. Enumerable.Range(0, count)
                .Select(number => new ImageToImageRequest($"Make it night {number}", input) { Quality = ImageQuality.Low }),
        ];

    private static IEnumerable<int> Parts(ImageBatch batch) => batch.Parts.Select(part => part.Total);

    private ImageBatchOptions Options() => new() { OutputDirectory = _scratch.Folder };

    private int Uploads(string purpose) => _service.Requests
        .Count(request => request is { Method: "POST", Endpoint: "files" } && request.Fields.GetValueOrDefault("purpose") == purpose);

    /// <summary>Loses results on their way: a line cannot be read, or the batch does not name its output.</summary>
    private sealed class LossyHandler(string loss) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            string path = request.RequestUri?.AbsolutePath ?? "";
            bool isContent = path.EndsWith("/content", StringComparison.Ordinal) && loss == "broken";
            bool isBatch = path.StartsWith("/v1/batches/", StringComparison.Ordinal) && loss == "missing";
            if ((isContent || isBatch) && response.IsSuccessStatusCode)
            {
                string text = await response.Content.ReadAsStringAsync(cancellationToken);
                string lossy = isBatch
                    ? text.Replace("output_file_id", "no_file_id", StringComparison.Ordinal)
                    : text.Replace("\"custom_id\"", "\"lost_id\"", StringComparison.Ordinal);
                response.Content = new StringContent(lossy, System.Text.Encoding.UTF8, "application/json");
            }

            return response;
        }
    }
}
