using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class ImageJobTests : IDisposable
{
    private const string Unauthorized =
        """{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""";
    private const string NoQuota =
        """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""";
    private const string Blocked =
        """{"error":{"message":"Your request was rejected by the safety system.","type":"image_generation_user_error","param":null,"code":"moderation_blocked","moderation_details":{"moderation_stage":"input","categories":["violence"]}}}""";

    private static readonly byte[] Png = Pictures.Png();

    private readonly Scratch _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task RunAsync_SeveralRequests_PutsEachOnDiskWithItsHash()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);

        ImageJobReport report = await client.RunAsync(Requests(5), Options(), cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal([0, 1, 2, 3, 4], report.Entries.Select(entry => entry.Index));
        Assert.Equal(
            ["Picture 0", "Picture 1", "Picture 2", "Picture 3", "Picture 4"], report.Entries.Select(entry => entry.Request.Prompt));
        foreach (ImageJobEntry entry in report.Entries)
        {
            SavedImage file = Assert.Single(entry.Files);
            byte[] bytes = await File.ReadAllBytesAsync(file.Path, Token);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), file.Sha256);
            Assert.Equal(bytes.Length, file.Length);
            Assert.Equal(ChargeState.Charged, entry.Charge);
            Assert.Equal((entry.Usage?.OutputTokens * 30m / 1_000_000) + (entry.Usage?.InputTokens * 5m / 1_000_000), entry.Cost);
        }

        Assert.Equal(report.Entries.Sum(entry => entry.Cost), report.Spent);
        Assert.Equal(["job", "claimed", "sending", "ended"], Lines().Select(line => line.GetProperty("event").GetString()).Distinct());
    }

    [Fact]
    public async Task RunAsync_Again_BuysNothing()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobReport first = await client.RunAsync(Requests(3), Options(), cancellationToken: Token);

        ImageJobReport second = await client.RunAsync(Requests(3).Reverse(), Options(), cancellationToken: Token);

        Assert.Equal(
            first.Entries.Select(entry => Assert.Single(entry.Files)),
            second.Entries.Reverse().Select(entry => Assert.Single(entry.Files)));
        Assert.Equal(OutputFormat.Png, second.Entries[0].Files[0].Format);
        Assert.NotNull(second.Entries[0].Files[0].PixelSize);
        Assert.Equal(3, service.Requests.Count);
        Assert.True(second.IsComplete);
        Assert.All(second.Entries, entry => Assert.True(entry.IsFromLedger));
        Assert.Equal(first.Entries.Select(entry => entry.Files[0]).Reverse(), second.Entries.Select(entry => entry.Files[0]));
        Assert.Equal(first.Entries.Select(entry => entry.Usage).Reverse(), second.Entries.Select(entry => entry.Usage));
        Assert.Equal(0, second.Spent);
    }

    [Fact]
    public async Task RunAsync_EqualRequests_StaySeparate()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        TextToImageRequest request = new("The same");
        ImageJobReport two = await client.RunAsync([request, request with { }], Options(), cancellationToken: Token);

        ImageJobReport three =
            await client.RunAsync([request, request, new TextToImageRequest("The same")], Options(), cancellationToken: Token);

        Assert.Equal(3, service.Requests.Count);
        Assert.Equal(2, two.Entries.Select(entry => entry.Files[0].Path).Distinct().Count());
        Assert.Equal([true, true, false], three.Entries.Select(entry => entry.IsFromLedger));
        Assert.Equal(["-1", "-2", "-3"], three.Entries.Select(entry => entry.Fingerprint[64..]));
    }

    [Fact]
    public async Task RunAsync_OneRequestIsRefused_TheOthersAreMade()
    {
        await using RawServer server =
            RawServer.Start((request, connection) => request.BodyText.Contains("Picture 1", StringComparison.Ordinal)
            ? connection.AnswerAsync(400, "application/json", Encoding.UTF8.GetBytes(Blocked))
            : AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync([.. Requests(3), new TextToImageRequest("")], Options(), cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.Finished, ImageJobOutcome.Failed, ImageJobOutcome.Finished, ImageJobOutcome.Failed],
            report.Entries.Select(entry => entry.Outcome));
        Assert.IsType<GptImageModerationException>(report.Entries[1].Error);
        Assert.IsType<GptImageValidationException>(report.Entries[3].Error);
        Assert.Equal((ChargeState.Rejected, ChargeState.NotSent), (report.Entries[1].Charge, report.Entries[3].Charge));
        Assert.Null(report.StoppedBy);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(401, Unauthorized, typeof(GptImageAuthenticationException))]
    [InlineData(429, NoQuota, typeof(GptImageQuotaException))]
    public async Task RunAsync_KeyOrQuotaRefused_StopsTheJob(int status, string body, Type error)
    {
        await using RawServer server = RawServer.Answering(status, "application/json", body);
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(20), Options(concurrency: 2), cancellationToken: Token);

        Assert.InRange(server.Requests.Count, 1, 2);
        Assert.IsType(error, report.StoppedBy);
        Assert.Equal(20 - server.Requests.Count, report.Entries.Count(entry => entry.Outcome == ImageJobOutcome.NotStarted));
        Assert.Equal(server.Requests.Count, report.Failed.Count());
    }

    [Fact]
    public async Task RunAsync_FolderIsInUse_SaysSoAndSendsNothing()
    {
        TaskCompletionSource isUnderWay = new();
        TaskCompletionSource goOn = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            isUnderWay.TrySetResult();
            await goOn.Task;
            await AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);
        Task<ImageJobReport> first = client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        await isUnderWay.Task;

        IOException exception =
            await Assert.ThrowsAnyAsync<IOException>(() => client.RunAsync(Requests(2), Options(), cancellationToken: Token));
        goOn.SetResult();

        Assert.Contains("Another run works in the folder", exception.Message, StringComparison.Ordinal);
        Assert.True((await first).IsComplete);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task RunAsync_Ledger_KnowsEachPurchaseBeforeTheService()
    {
        List<(int Started, int Ended)> seen = [];
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            JsonElement[] lines = Lines();
            seen.Add((Count(lines, "sending"), Count(lines, "ended")));
            return AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);

        await client.RunAsync(Requests(3), Options(concurrency: 1), cancellationToken: Token);

        Assert.Equal([(1, 0), (2, 1), (3, 2)], seen);
    }

    [Theory]
    [InlineData("{\"event\":\"ended\",\"id\":\"ab")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("{\"event\":")]
    [InlineData("null")]
    public async Task RunAsync_TornLastLine_IsRepaired(string torn)
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        await client.RunAsync(Requests(2), Options(), cancellationToken: Token);
        await File.AppendAllTextAsync(_scratch["job.jsonl"], torn, Token);

        ImageJobReport report = await client.RunAsync(Requests(3), Options(), cancellationToken: Token);

        Assert.Equal(3, service.Requests.Count);
        Assert.True(report.IsComplete);
        Assert.Equal(10, Lines().Length);
        Assert.EndsWith(torn, await File.ReadAllTextAsync(_scratch["job.torn.jsonl"], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_LastLineLacksOnlyItsEnd_IsKept()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        await client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        string ledger = await File.ReadAllTextAsync(_scratch["job.jsonl"], Token);
        await File.WriteAllTextAsync(_scratch["job.jsonl"], ledger.TrimEnd('\n'), Token);

        ImageJobReport report = await client.RunAsync(Requests(1), Options(), cancellationToken: Token);

        Assert.NotNull(report.Entries[0].Usage);
        Assert.Equal(ledger, await File.ReadAllTextAsync(_scratch["job.jsonl"], Token));
    }

    [Fact]
    public async Task RunAsync_BrokenLineInTheMiddle_SendsNothing()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        await client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        string[] lines = await File.ReadAllLinesAsync(_scratch["job.jsonl"], Token);
        await File.WriteAllLinesAsync(_scratch["job.jsonl"], [lines[0], "oops", .. lines[1..]], Token);

        IOException exception =
            await Assert.ThrowsAsync<IOException>(() => client.RunAsync(Requests(2), Options(), cancellationToken: Token));

        Assert.Contains("Line 2", exception.Message, StringComparison.Ordinal);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RunAsync_LedgerOfALaterVersion_SendsNothing()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        await File.WriteAllTextAsync(_scratch["job.jsonl"], "{\"event\":\"job\",\"version\":3}\n", Token);

        await Assert.ThrowsAsync<IOException>(() => client.RunAsync(Requests(1), Options(), cancellationToken: Token));

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task RunAsync_KilledBehindTheLastFile_FindsItAgain()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        TextToImageRequest request = new("Two") { Count = 2 };
        ImageJobReport first = await client.RunAsync([request], Options(), cancellationToken: Token);
        await ForgetLastLineAsync();

        ImageJobReport second = await client.RunAsync([request], Options(), cancellationToken: Token);

        Assert.Single(service.Requests);
        Assert.Equal(ImageJobOutcome.Finished, second.Entries[0].Outcome);
        Assert.Equal(first.Entries[0].Files, second.Entries[0].Files);
    }

    [Fact]
    public async Task RunAsync_KilledBeforeAWholePictureHadItsName_GivesItTheName()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        TextToImageRequest request = new("Two") { Count = 2 };
        ImageJobReport first = await client.RunAsync([request], Options(), cancellationToken: Token);
        await ForgetLastLineAsync();
        string last = first.Entries[0].Files[1].Path;
        string part = _scratch["." + Path.GetFileNameWithoutExtension(last) + "." + new string('0', 32) + ".part"];
        File.Move(last, part);
        await File.WriteAllTextAsync(_scratch[".holiday." + new string('1', 32) + ".part"], "mine", Token);

        ImageJobReport second = await client.RunAsync([request], Options(), cancellationToken: Token);

        Assert.Single(service.Requests);
        Assert.True(second.IsComplete, second.ToString());
        Assert.Equal(first.Entries[0].Files, second.Entries[0].Files);
        Assert.Equal([".holiday." + new string('1', 32) + ".part"], Directory.GetFiles(_scratch.Folder, "*.part").Select(Path.GetFileName));
    }

    [Fact]
    public async Task RunAsync_KilledBeforeAPictureWasWhole_DeletesThePieceAndListsTheRequestAsUnknown()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobReport first = await client.RunAsync(Requests(2), Options(), cancellationToken: Token);
        await ForgetLastLineAsync();
        string lost = Assert.Single(IdsOf("sending").Except(IdsOf("ended")));
        string path = first.Entries.Single(entry => entry.Fingerprint == lost).Files[0].Path;
        byte[] whole = await File.ReadAllBytesAsync(path, Token);
        File.Delete(path);
        string part = _scratch["." + Path.GetFileNameWithoutExtension(path) + "." + new string('0', 32) + ".part"];
        await File.WriteAllBytesAsync(part, whole[..^5], Token);

        ImageJobReport second = await client.RunAsync(Requests(2), Options(), cancellationToken: Token);

        Assert.Equal(lost, Assert.Single(second.Unknown).Fingerprint);
        Assert.False(File.Exists(part));
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_KilledBetweenTheFiles_ListsTheRequestAsUnknownAndKeepsItsFile()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        TextToImageRequest request = new("Two") { Count = 2 };
        ImageJobReport first = await client.RunAsync([request], Options(), cancellationToken: Token);
        await ForgetLastLineAsync();
        File.Delete(first.Entries[0].Files[1].Path);

        ImageJobReport second = await client.RunAsync([request], Options(), cancellationToken: Token);
        ImageJobReport third = await client.RunAsync([request], Options(repeat: true), cancellationToken: Token);

        ImageJobEntry unknown = Assert.Single(second.Unknown);
        Assert.Equal(first.Entries[0].Files[0], Assert.Single(unknown.Files));
        Assert.Equal(ChargeState.Charged, unknown.Charge);
        Assert.True(unknown.PossibleCost > 0);
        Assert.True(third.IsComplete);
        Assert.Equal(2, service.Requests.Count);
        Assert.True(File.Exists(first.Entries[0].Files[0].Path));
        Assert.DoesNotContain(first.Entries[0].Files[0].Path, third.Entries[0].Files.Select(file => file.Path));
    }

    [Fact]
    public async Task RunAsync_OutcomeUnknown_IsSkippedUntilTheRepeatIsAllowed()
    {
        bool isBroken = true;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            if (!isBroken)
            {
                return AnswerAsync(connection);
            }

            connection.Reset();
            return Task.CompletedTask;
        });
        using GptImageClient client = Clients.For(server);
        ImageJobReport first = await client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        isBroken = false;

        ImageJobReport second = await client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        ImageJobReport third = await client.RunAsync(Requests(1), Options(repeat: true), cancellationToken: Token);

        Assert.IsType<GptImageConnectionException>(Assert.Single(first.Unknown).Error);
        Assert.True(first.PossiblySpent > 0);
        Assert.Equal(first.Entries[0].ErrorMessage, Assert.Single(second.Unknown).ErrorMessage);
        Assert.True(third.IsComplete);
        Assert.EndsWith("-1-r2.png", third.Entries[0].Files[0].Path, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_RefusedAfterAnUnknownOutcome_StaysUnknown()
    {
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            if (++count > 1)
            {
                return connection.AnswerAsync(400, "application/json", Encoding.UTF8.GetBytes(Blocked));
            }

            connection.Reset();
            return Task.CompletedTask;
        });
        using GptImageClient client = Clients.For(server);
        await client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        await client.RunAsync(Requests(1), Options(repeat: true), cancellationToken: Token);

        ImageJobReport third = await client.RunAsync(Requests(1), Options(), cancellationToken: Token);

        Assert.Single(third.Unknown);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_FileWasChanged_IsListedAndBoughtAgainOnlyWhenAsked()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobReport first = await client.RunAsync(Requests(2), Options(), cancellationToken: Token);
        File.Delete(first.Entries[0].Files[0].Path);
        await File.AppendAllTextAsync(first.Entries[1].Files[0].Path, "mine", Token);

        ImageJobReport second = await client.RunAsync(Requests(2), Options(), cancellationToken: Token);
        ImageJobOptions again = Options();
        again.RepeatChangedFiles = true;
        ImageJobReport third = await client.RunAsync(Requests(2), again, cancellationToken: Token);

        Assert.All(second.Entries, entry => Assert.Equal(ImageJobOutcome.FilesChanged, entry.Outcome));
        Assert.True(third.IsComplete);
        Assert.Equal(4, service.Requests.Count);
        Assert.EndsWith("mine", await File.ReadAllTextAsync(first.Entries[1].Files[0].Path, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CallerStopsBeforeAnythingIsSent_LeavesNothingUnknown()
    {
        using CancellationTokenSource stop = new();
        using FakeGptImageService service = StartFake();
        using GptImageClient stopping = Clients.For(service.BaseAddress, options => options.ApiKeyProvider = async token =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return service.ApiKey;
        });
        using GptImageClient client = Clients.For(service);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => stopping.RunAsync(Requests(3), Options(concurrency: 1), cancellationToken: stop.Token));
        ImageJobReport report = await client.RunAsync(Requests(3), Options(), cancellationToken: Token);

        Assert.True(report.IsComplete);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_CallerStopsWhileARequestIsUnderWay_LeavesItUnknown()
    {
        using CancellationTokenSource stop = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            if (stop.IsCancellationRequested)
            {
                await AnswerAsync(connection);
                return;
            }

            await stop.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.RunAsync(Requests(3), Options(concurrency: 1), cancellationToken: stop.Token));
        ImageJobReport report = await client.RunAsync(Requests(3), Options(), cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.Unknown, ImageJobOutcome.Finished, ImageJobOutcome.Finished], report.Entries.Select(entry => entry.Outcome));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_Progress_TellsDoneSpentRateAndTimeLeft()
    {
        FakeTimeProvider time = new();
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            time.Advance(TimeSpan.FromSeconds(30));
            return AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(concurrency: 1);
        options.TimeProvider = time;
        ProgressList<ImageJobProgress> progress = new();

        await client.RunAsync(Requests(4), options, progress, Token);

        Assert.Equal([0, 1, 2, 3, 4], progress.Reports.Select(report => report.Done));
        Assert.All(progress.Reports, report => Assert.Equal(4, report.Total));
        Assert.Equal([null, 2, 2, 2, 2], progress.Reports.Select(report => report.PerMinute));
        Assert.Equal([null, 90, 60, 30, 0], progress.Reports.Select(report => report.TimeLeft?.TotalSeconds));
        Assert.Equal(0.033457m, progress.Reports[1].Spent);
        Assert.Equal(4 * 0.033457m, progress.Reports[^1].Spent);
        Assert.Equal("Picture 3", progress.Reports[^1].Latest?.Request.Prompt);
    }

    [Fact]
    public async Task RunAsync_NoTimePassed_HasNoRate()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(concurrency: 1);
        options.TimeProvider = new FakeTimeProvider();
        ProgressList<ImageJobProgress> progress = new();

        await client.RunAsync(Requests(2), options, progress, Token);

        Assert.Equal([0, 1, 2], progress.Reports.Select(report => report.Done));
        Assert.All(progress.Reports, report => Assert.Equal((null, null), (report.PerMinute, report.TimeLeft)));
    }

    [Fact]
    public async Task RunAsync_ManyRequests_KeepsWithinTheConcurrency()
    {
        int running = 0;
        int most = 0;
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            int now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            await AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync(Requests(40), Options(concurrency: 3), cancellationToken: Token);

        Assert.True(report.IsComplete);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task RunAsync_OwnFileNames_StayInTheFolder()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        string[] names = ["mug", "../../evil", "a/b\\c:d", "{0}", "", "CON", new string('x', 300)];
        ImageJobOptions options = Options();
        options.FileName = (_, index) => names[index];

        ImageJobReport report = await client.RunAsync(Requests(names.Length), options, cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(
            ["mug.png", "-..-evil.png", "a-b-c-d.png", "-0-.png", "0005.png", "_CON.png", new string('x', 100) + ".png"],
            report.Entries.Select(entry => Path.GetFileName(entry.Files[0].Path)));
        Assert.All(report.Entries, entry => Assert.Equal(_scratch.Folder, Path.GetDirectoryName(entry.Files[0].Path)));
    }

    [Fact]
    public async Task RunAsync_SameNameForAll_GivesEachRequestFilesOfItsOwn()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobOptions options = Options(concurrency: 3);
        options.FileName = (_, index) => index == 3 ? "MUG-1" : "mug.jpg";
        ImageRequest[] requests = [.. Requests(2), new TextToImageRequest("Two") { Count = 2 }, new TextToImageRequest("Last")];

        ImageJobReport report = await client.RunAsync(requests, options, cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        string[] names =
            [.. report.Entries.SelectMany(entry => entry.Files).Select(file => Path.GetFileName(file.Path).ToUpperInvariant())];
        Assert.Equal(5, names.Distinct().Count());
        Assert.Equal(5, Directory.GetFiles(_scratch.Folder, "*.png").Length);
    }

    [Fact]
    public async Task RunAsync_KilledUnderANameThatAnotherRequestHas_TakesNoPictureOfTheOther()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobOptions options = Options(concurrency: 1);
        options.FileName = (_, _) => "mug";
        ImageJobReport first = await client.RunAsync(Requests(2), options, cancellationToken: Token);
        await ForgetLastLineAsync();
        File.Delete(first.Entries[1].Files[0].Path);

        ImageJobReport second = await client.RunAsync([.. Requests(2), new TextToImageRequest("Third")], options, cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.Finished, ImageJobOutcome.Unknown, ImageJobOutcome.Finished], second.Entries.Select(entry => entry.Outcome));
        Assert.Empty(second.Entries[1].Files);
        Assert.Equal(["mug.png", "mug-3.png"], second.Finished.Select(entry => Path.GetFileName(entry.Files[0].Path)));
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_FileOfSomebodyElseIsInTheWay_FailsBeforeTheLedgerHasAStart()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        await File.WriteAllTextAsync(_scratch["mug.webp"], "holiday", Token);
        ImageJobOptions options = Options();
        options.FileName = (_, _) => "mug";

        ImageJobReport report = await client.RunAsync(Requests(1), options, cancellationToken: Token);

        GptImageValidationException error = Assert.IsType<GptImageValidationException>(Assert.Single(report.Failed).Error);
        Assert.Equal("output-exists", Assert.Single(error.Findings).RuleId);
        Assert.Contains(_scratch["mug.webp"], error.Message, StringComparison.Ordinal);
        Assert.Equal(["job"], Lines().Select(line => line.GetProperty("event").GetString()));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task RunAsync_KilledAndItsFileIsEmpty_ListsTheRequestAsUnknown()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobReport first = await client.RunAsync(Requests(1), Options(), cancellationToken: Token);
        await ForgetLastLineAsync();
        await File.WriteAllBytesAsync(first.Entries[0].Files[0].Path, [], Token);

        ImageJobReport second = await client.RunAsync(Requests(1), Options(), cancellationToken: Token);

        Assert.Empty(Assert.Single(second.Unknown).Files);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RunAsync_DiskIsFullBehindAPurchase_KeepsThePictureAndSaysSo()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        // The first line says the version, then come claim, start and end of the first request.
        using (FolderLedger ledger = FolderLedger.Open(new FullDisk(_scratch["job.jsonl"], writesThatFit: 3), TimeProvider.System))
        {
            GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
                () => ImageJobExtensions.RunAsync(client, [.. Requests(3)], Options(concurrency: 1), ledger, ledger.Path, null, Token));

            Assert.Equal(
                $"The ledger '{_scratch["job.jsonl"]}' could not be written: No space left on device. Nothing more is sent. Pictures "
                + "that came are kept in its folder, and the next run there finds them.", exception.Message);
            Assert.Equal(ImageJobOutcome.Finished, exception.Report.Entries[0].Outcome);
            Assert.Single(server.Requests);
        }

        ImageJobReport report = await client.RunAsync(Requests(3), Options(), cancellationToken: Token);

        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(Png, await File.ReadAllBytesAsync(report.Entries[0].Files[0].Path, Token));
    }

    [Fact]
    public async Task RunAsync_ClockGoesBackwards_ChangesNothing()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ImageJobOptions options = Options();
        options.TimeProvider = time;
        await client.RunAsync(Requests(1), options, cancellationToken: Token);
        ImageJobOptions earlier = Options();
        earlier.TimeProvider = new FakeTimeProvider(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

        ImageJobReport report = await client.RunAsync(Requests(2), earlier, cancellationToken: Token);

        Assert.True(report.IsComplete);
        Assert.Equal([true, false], report.Entries.Select(entry => entry.IsFromLedger));
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_UsageWithoutOutput_CountsTheBound()
    {
        await using RawServer server =
            RawServer.Answering(200, "application/json",
            $$$"""{"data":[{"b64_json":"{{{Convert.ToBase64String(Png)}}}"}],"usage":{"input_tokens":7,"output_tokens":0}}""");
        using GptImageClient client = Clients.For(server);

        ImageJobReport report = await client.RunAsync([new TextToImageRequest("A lighthouse")
        {
            Quality = ImageQuality.Medium,
            Size = ImageSize.Square,
        }], Options(), cancellationToken: Token);

        Assert.Equal((0.05274m, 0.05274m), (report.Entries[0].Cost, client.Spending.Settled));
    }

    [Fact]
    public async Task RunAsync_LedgerCannotBeWritten_SendsNothing()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        Directory.CreateDirectory(_scratch["job.jsonl"]);

        await Assert.ThrowsAnyAsync<SystemException>(() => client.RunAsync(Requests(1), Options(), cancellationToken: Token));

        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task RunAsync_CallersProgressThrows_EndsTheJobAndKeepsWhatWasBought()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);
        ProgressList<ImageJobProgress> progress = new(report => Assert.True(report.Done == 0, "stop"));

        await Assert.ThrowsAnyAsync<Exception>(() => client.RunAsync(Requests(3), Options(concurrency: 1), progress, Token));
        ImageJobReport report = await client.RunAsync(Requests(3), Options(), cancellationToken: Token);

        Assert.True(report.IsComplete);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_Ledger_HasNeitherKeyNorPrompt()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            Drawing = FakeDrawing.Plain,
            ApiKey = "sk-very-secret",
        });
        using GptImageClient client = Clients.For(service);

        await client.RunAsync([new TextToImageRequest("A private wish")], Options(), cancellationToken: Token);

        string ledger = await File.ReadAllTextAsync(_scratch["job.jsonl"], Token);
        Assert.DoesNotContain("secret", ledger, StringComparison.Ordinal);
        Assert.DoesNotContain("private", ledger, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("a{0}b", 4)]
    [InlineData("out", 0)]
    [InlineData("out", 1001)]
    public async Task RunAsync_WrongOption_IsRefused(string folder, int concurrency)
    {
        using GptImageClient client = new("sk-test");

        ArgumentException exception =
            await Assert.ThrowsAsync<ArgumentException>(
                () =>
                client.RunAsync([], new ImageJobOptions
                {
                    OutputDirectory = folder,
                    MaxConcurrency = concurrency,
                }, cancellationToken: Token));

        Assert.Contains("ImageJobOptions.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InputCannotBeRead_FailsAloneAndNothingIsSentForIt()
    {
        using FakeGptImageService service = StartFake();
        using GptImageClient client = Clients.For(service);

        ImageJobReport report =
            await client.RunAsync([new ImageToImageRequest("Edit", ImageInput.FromFile(_scratch["missing.png"])), .. Requests(1)],
            Options(), cancellationToken: Token);

        Assert.Equal([ImageJobOutcome.Failed, ImageJobOutcome.Finished], report.Entries.Select(entry => entry.Outcome));
        Assert.Equal(
            "input-unreadable", Assert.Single(Assert.IsType<GptImageValidationException>(report.Entries[0].Error).Findings).RuleId);
        Assert.Single(service.Requests);
    }

    private static FakeGptImageService StartFake() =>
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private static IEnumerable<ImageRequest> Requests(int count) =>
        Enumerable.Range(0, count).Select(number => new TextToImageRequest(FormattableString.Invariant($"Picture {number}")));

    private static Task AnswerAsync(RawConnection connection) =>
        connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png)));

    private static int Count(JsonElement[] lines, string name) => lines.Count(line => line.GetProperty("event").GetString() == name);

    private static JsonElement JsonElement(string json) => JsonDocument.Parse(json).RootElement;

    private ImageJobOptions Options(int concurrency = 4, bool repeat = false) => new()
    {
        OutputDirectory = _scratch.Folder,
        MaxConcurrency = concurrency,
        RepeatPossiblyCharged = repeat,
    };

    private IEnumerable<string> IdsOf(string name) => Lines().Where(line => line.GetProperty("event").GetString() == name)
        .Select(line => line.GetProperty("id").GetString() ?? "");

    private JsonElement[] Lines()
    {
        using FileStream file = new(_scratch["job.jsonl"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JsonElement)];
    }

    /// <summary>A file on a disk that takes so many writes and no more.</summary>
    private sealed class FullDisk(string path, int writesThatFit)
        : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
    {
        private int _left = writesThatFit;

        // Writes of spans come here too, since the class is derived.
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (_left-- <= 0)
            {
                // As much as fits is written: the line is torn.
                base.Write(buffer, offset, count / 2);
                throw new IOException("No space left on device");
            }

            base.Write(buffer, offset, count);
        }
    }

    /// <summary>Puts the ledger back to where it was before its last line, as a kill at that moment would have.</summary>
    private async Task ForgetLastLineAsync()
    {
        string[] lines = await File.ReadAllLinesAsync(_scratch["job.jsonl"], Token);
        await File.WriteAllTextAsync(_scratch["job.jsonl"], string.Join('\n', lines[..^1]) + "\n", Token);
    }
}
