using System.Net;
using System.Security.Cryptography;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Batches whose answers, results or files are lost on the way.</summary>
public sealed class BatchLossTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly JumpingClock _clock = new();
    private readonly FakeGptImageService _service;

    public BatchLossTests() => _service = FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        TimeProvider = _clock,
        BatchStep = TimeSpan.FromSeconds(20),
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _service.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task SubmitBatchAsync_AnswerToTheCreationLost_FindsTheBatchInTheListAndMakesNoOther(int minutesUntilListed)
    {
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { ListedAfter = TimeSpan.FromMinutes(minutesUntilListed) }));
        using LosingHandler losing = new(IsCreation);
        using (GptImageClient cut = Client(losing))
        {
            ImageBatch lost = await cut.SubmitBatchAsync(Requests(3), Options(), Token);
            Assert.Equal((ImageBatchStatus.Submitting, (string?)null), (lost.Parts[0].Status, lost.Parts[0].Id));
        }

        using GptImageClient client = Client();
        ImageBatch again = await client.SubmitBatchAsync(Requests(3), Options(), Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(minutesUntilListed == 0, again.Parts[0].Id is not null);
        Assert.True(report.IsComplete, report.ToString());
        Assert.Single(_service.Batches);
    }

    [Fact]
    public async Task CollectBatchAsync_NotListedAfter10Minutes_IsUnknownAndOnlyTheCallerSubmitsAgain()
    {
        using (GptImageClient client = Client(new LosingBefore()))
        {
            ImageBatch lost = await client.SubmitBatchAsync(Requests(2), Options(), Token);
            Assert.Equal(ImageBatchStatus.Submitting, lost.Parts[0].Status);
        }

        using GptImageClient later = Client();
        DateTimeOffset begun = _clock.GetUtcNow();
        ImageJobReport report = await later.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        TimeSpan waited = _clock.GetUtcNow() - begun;
        ImageBatch careful = await later.SubmitBatchAsync(Requests(2), Options(), Token);
        ImageBatchOptions repeating = Options();
        repeating.RepeatPossiblyCharged = true;
        ImageBatch repeated = await later.SubmitBatchAsync(Requests(2), repeating, Token);

        Assert.Equal(2, report.Unknown.Count());
        Assert.All(report.Entries, entry => Assert.Equal(ChargeState.PossiblyCharged, entry.Charge));
        Assert.Contains("10 minutes", report.Entries[0].ErrorMessage, StringComparison.Ordinal);
        Assert.InRange(waited.TotalMinutes, 10, 15);
        Assert.Empty(careful.Parts);
        Assert.Equal(2, repeated.Total);
        Assert.Single(_service.Batches);
    }

    [Fact]
    public async Task CollectBatchAsync_ListedAfterItWasGivenUp_TakesIt()
    {
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { ListedAfter = TimeSpan.FromMinutes(30) }));
        using LosingHandler losing = new(IsCreation);
        using (GptImageClient cut = Client(losing))
        {
            await cut.SubmitBatchAsync(Requests(3), Options(), Token);
        }

        using GptImageClient client = Client();
        ImageJobReport early = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        _clock.Advance(TimeSpan.FromMinutes(30));
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(3, early.Unknown.Count());
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(0, report.PossiblySpent);
        Assert.Single(_service.Batches);
    }

    [Fact]
    public async Task CollectBatchAsync_UnknownInThisAccount_KeepsItOpenForTheRightKey()
    {
        using GptImageClient client = Client();
        await client.SubmitBatchAsync(Requests(2), Options(), Token);
        using ForeignAccount foreign = new();
        using GptImageClient wrong = Client(foreign);

        ImageBatch state = await wrong.GetBatchAsync(_scratch.Folder, Token);
        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => wrong.CollectBatchAsync(_scratch.Folder, cancellationToken: Token));
        ImageBatch again = await wrong.SubmitBatchAsync(Requests(2), Options(), Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(ImageBatchStatus.Unknown, state.Parts[0].Status);
        Assert.Contains("project", state.Parts[0].ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("project", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.Report.Entries.Count);
        Assert.Single(again.Parts);
        Assert.True(report.IsComplete, report.ToString());
        Assert.Single(_service.Batches);
    }

    [Fact]
    public async Task CollectBatchAsync_UnknownWhenTheResultsAreGone_EndsAsUnknown()
    {
        using GptImageClient client = Client();
        await client.SubmitBatchAsync(Requests(2), Options(), Token);
        using ForeignAccount foreign = new();
        using GptImageClient wrong = Client(foreign);
        _clock.Advance(TimeSpan.FromDays(31));

        ImageJobReport report = await wrong.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal(2, report.Unknown.Count());
    }

    [Fact]
    public async Task GetBatchAsync_RefusedBatch_IsNotShown()
    {
        using GptImageClient client = Client();
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.QuotaExceeded());
        await Assert.ThrowsAsync<GptImageQuotaException>(() => client.SubmitBatchAsync(Requests(2), Options(), Token));

        ImageBatch batch = await client.GetBatchAsync(_scratch.Folder, Token);

        Assert.Empty(batch.Parts);
        Assert.True(batch.HasEnded);
        Assert.Equal(0, batch.UpTo);
    }

    [Fact]
    public async Task SubmitBatchAsync_CreationRefused_ThrowsAndSubmitsAgainNextTime()
    {
        using GptImageClient client = Client();
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.QuotaExceeded());

        await Assert.ThrowsAsync<GptImageQuotaException>(() => client.SubmitBatchAsync(Requests(2), Options(), Token));
        ImageBatch batch = await client.SubmitBatchAsync(Requests(2), Options(), Token);

        Assert.Equal((2, 1), (batch.Total, batch.Parts.Count));
        Assert.Single(_service.Batches);
    }

    /// <summary>A server error may hide a batch that was created, so it is not sent again by itself.</summary>
    [Fact]
    public async Task SubmitBatchAsync_CreationAnswered500_IsNotRepeated()
    {
        using GptImageClient client = Client();
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.ServerError());

        ImageBatch batch = await client.SubmitBatchAsync(Requests(2), Options(), Token);

        Assert.Equal(ImageBatchStatus.Submitting, batch.Parts[0].Status);
        Assert.Equal(1, _service.Requests.Count(request => request is { Method: "POST", Endpoint: "batches" }));
    }

    [Fact]
    public async Task CollectBatchAsync_DownloadsCut_WritesEachPictureOnce()
    {
        using CuttingHandler cutting = new();
        using GptImageClient client = Client(cutting);
        await client.SubmitBatchAsync(Requests(6), Options(), Token);
        ProgressList<ImageJobProgress> progress = new();

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, progress, Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.InRange(cutting.Downloads, 3, 7);
        Assert.Equal(6, progress.Reports.Count(step => step.Latest is not null));
        Assert.Equal(6, Directory.EnumerateFiles(_scratch.Folder, "*.png").Count());
        Assert.DoesNotContain(Directory.EnumerateFiles(_scratch.Folder), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    /// <summary>The moment between a picture and its line in the ledger.</summary>
    [Fact]
    public async Task CollectBatchAsync_PictureThereAndNotInTheLedger_IsNotWrittenTwice()
    {
        using GptImageClient client = Client();
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        string ledger = _scratch["job.jsonl"];
        byte[] before = await File.ReadAllBytesAsync(ledger, Token);
        ImageJobReport first = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        await File.WriteAllBytesAsync(ledger, before, Token);
        await File.WriteAllBytesAsync(_scratch[$".batch-picture.{Guid.NewGuid():N}.part"], [1, 2, 3], Token);

        ImageJobReport again = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.True(again.IsComplete);
        Assert.Equal(first.Entries.Select(entry => entry.Files[0]), again.Entries.Select(entry => entry.Files[0]));
        Assert.Equal(3, Directory.EnumerateFiles(_scratch.Folder, "*.png").Count());
        Assert.DoesNotContain(Directory.EnumerateFiles(_scratch.Folder), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CollectBatchAsync_CallbackThrows_EndsWithTheReportAndContinuesLater()
    {
        using GptImageClient client = Client();
        await client.SubmitBatchAsync(Requests(3), Options(), Token);

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => client.CollectBatchAsync(
                _scratch.Folder, new ProgressList<ImageJobProgress>(step => _ = step.Latest is null ? 0 : Throw()), Token));
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.NotEmpty(exception.Report.Finished);
        Assert.True(report.IsComplete);
        Assert.Equal(exception.Report.Finished.Count(), report.Entries.Count(entry => entry.IsFromLedger));
    }

    /// <summary>What a power cut could leave: pictures that are cut off under their temporary names, and, on a file system that keeps no
    /// order, under a name of their own. The ledger has none of them.</summary>
    [Fact]
    public async Task CollectBatchAsync_TornPicturesOfAPowerCut_TakesNoneForAWholeOne()
    {
        using GptImageClient client = Client();
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        string ledger = _scratch["job.jsonl"];
        byte[] before = await File.ReadAllBytesAsync(ledger, Token);
        ImageJobReport first = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        await File.WriteAllBytesAsync(ledger, before, Token);
        byte[] whole = await File.ReadAllBytesAsync(first.Entries[0].Files[0].Path, Token);
        await File.WriteAllBytesAsync(_scratch[$".batch-picture.{Guid.NewGuid():N}.part"], whole[..^9], Token);
        await File.WriteAllBytesAsync(first.Entries[0].Files[0].Path, whole[..^9], Token);
        await File.WriteAllBytesAsync(first.Entries[1].Files[0].Path, [], Token);

        ImageJobReport again = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.True(again.IsComplete);
        Assert.Equal(first.Entries.Select(entry => entry.Files[0].Sha256), again.Entries.Select(entry => entry.Files[0].Sha256));
        foreach (SavedImage file in again.Entries.Select(entry => entry.Files[0]))
        {
            Assert.Equal(
                file.Sha256, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file.Path, Token))).ToLowerInvariant());
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(_scratch.Folder), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CollectBatchAsync_DiskFullInTheMiddle_KeepsTheOtherPicturesAndContinuesLater()
    {
        FullDisk disk = new(long.MaxValue, long.MaxValue, 10, long.MaxValue, long.MaxValue, long.MaxValue);
        using GptImageClient client = Client();
        client.OpenFile = disk.Open;
        await client.SubmitBatchAsync(Requests(6), Options(), Token);

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token));
        client.OpenFile = null;
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.InRange(exception.Report.Finished.Count(), 2, 5);
        Assert.Contains("No space left on device", exception.Message, StringComparison.Ordinal);
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(exception.Report.Finished.Count(), report.Entries.Count(entry => entry.IsFromLedger));
        Assert.Equal(6, Directory.EnumerateFiles(_scratch.Folder, "*.png").Count());
        Assert.DoesNotContain(Directory.EnumerateFiles(_scratch.Folder), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CollectBatchAsync_ServiceAwayForAWhile_AsksAgain()
    {
        int asked = 0;
        using LosingHandler losing = new(request => request is { Method.Method: "GET" } && IsBatches(request) && ++asked is > 1 and < 6);
        using GptImageClient client = Client(losing);
        await client.SubmitBatchAsync(Requests(1), Options(), Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
    }

    [Fact]
    public async Task CollectBatchAsync_Expired_KeepsWhatWasFinished()
    {
        _service.Enqueue(FakeOutcome.Batch(new FakeBatchOutcome { StopsAfter = 1 }));
        using GptImageClient client = Client();
        await client.SubmitBatchAsync(Requests(3), Options(), Token);
        await _service.MoveBatchesAsync(2, Token);

        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);

        Assert.Equal((1, 2), (report.Finished.Count(), report.Failed.Count()));
        Assert.All(report.Failed, entry => Assert.Equal(
            (ChargeState.NotSent, "batch_expired"), (entry.Charge, Assert.IsType<GptImageApiException>(entry.Error).Code)));
    }

    [Fact]
    public async Task SubmitBatchAsync_Storyboard_IsAnchored()
    {
        using GptImageClient client = Client();
        Storyboard story = new("The lantern")
        {
            Characters = [new Character("Mia") { References = [ImageInput.FromBytes(Pictures.Png())] }],
            Quality = ImageQuality.Low,
            Frames = [new FrameRequest("Mia finds a lantern"), new FrameRequest("Mia walks home")],
        };

        ImageBatch batch = await client.SubmitBatchAsync(story, Options(), cancellationToken: Token);
        ImageJobReport report = await client.CollectBatchAsync(_scratch.Folder, cancellationToken: Token);
        ArgumentException chained = await Assert.ThrowsAsync<ArgumentException>(
            () => client.SubmitBatchAsync(story, Options(), StoryboardStrategy.Chained, Token));

        Assert.Equal(2, batch.Total);
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal("/v1/images/edits", _service.Batches[0].Endpoint);
        Assert.Contains("RenderAsync", chained.Message, StringComparison.Ordinal);
    }

    private static int Throw() => throw new InvalidOperationException("The window is gone.");

    private static bool IsBatches(HttpRequestMessage request) =>
        request.RequestUri?.AbsolutePath.StartsWith("/v1/batches", StringComparison.Ordinal) == true;

    private static bool IsCreation(HttpRequestMessage request) => request is { Method.Method: "POST" } && IsBatches(request);

    private static TextToImageRequest[] Requests(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => new TextToImageRequest($"Picture {number}")
        {
            Quality = ImageQuality.Low,
            Size = ImageSize.Square,
        }),
    ];

    private ImageBatchOptions Options() => new() { OutputDirectory = _scratch.Folder };

    private GptImageClient Client(HttpMessageHandler? handler = null) => new(
        new GptImageClientOptions
        {
            ApiKey = _service.ApiKey,
            BaseAddress = _service.BaseAddress,
            TimeProvider = _clock,
            Retry = { BaseDelay = TimeSpan.Zero },
        },
        handler);

    /// <summary>Loses the creation of a batch together with its answer: the upload ends, and the service never sees it.</summary>
    private sealed class LosingBefore() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!IsCreation(request))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            await (request.Content ?? new ByteArrayContent([])).CopyToAsync(Stream.Null, cancellationToken);
            throw new HttpRequestException("The connection was reset.");
        }
    }

    /// <summary>Knows no batch by its id, as a key of another project does.</summary>
    private sealed class ForeignAccount() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Get && IsBatches(request)
                ? new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent("{}") }
                : await base.SendAsync(request, cancellationToken);
    }

    /// <summary>Cuts each download of results a little later than the one before.</summary>
    private sealed class CuttingHandler() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Downloads { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri?.AbsolutePath.EndsWith("/content", StringComparison.Ordinal) == true
                && response.StatusCode == HttpStatusCode.OK)
            {
                Downloads++;
                byte[] whole = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                int length = Math.Min(whole.Length, whole.Length * Downloads / 3);
                ByteArrayContent cut = new(whole, 0, length);
                cut.Headers.ContentLength = whole.Length;
                response.Content = cut;
            }

            return response;
        }
    }
}
