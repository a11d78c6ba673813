using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Disks that run full, folders that vanish, callbacks that throw: every delivered picture is on disk or on the
/// exception.</summary>
public sealed class JobLossTests : IDisposable
{
    private static readonly byte[] Png = Pictures.Png();

    private readonly Scratch _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task RunAsync_DiskRunsFullForPicturesAndLedger_HandsOverEveryPicture(int concurrency)
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        client.OpenFile = _ => throw new IOException("No space left on device");
        using FolderLedger ledger = FolderLedger.Open(
            new NarrowFile(_scratch["job.jsonl"], writesThatFit: 1 + (3 * concurrency)), TimeProvider.System);

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(() => ImageJobExtensions.RunAsync(
            client, Requests(20), Options(concurrency), ledger, ledger.Path, null, Token));

        Assert.Equal(server.Requests.Count, exception.RecoveredImages.Count);
        Assert.All(exception.RecoveredImages, image => Assert.Equal(Png, image.Bytes.ToArray()));
        Assert.Contains($" RecoveredImages has {server.Requests.Count} picture", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Equal(20, exception.Report.Entries.Count);
        Assert.Equal(server.Requests.Count, exception.Report.Unknown.Count());
    }

    [Fact]
    public async Task RunAsync_DiskRunsFullForPicturesOnly_StopsAtTheSecondAndKeepsBothOnTheReport()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        client.OpenFile = _ => throw new IOException("No space left on device");

        ImageJobReport report = await client.RunAsync(Requests(20), Options(1), cancellationToken: Token);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(
            2, report.Entries.Select(entry => entry.Error).OfType<GptImageException>().Sum(error => error.RecoveredImages.Count));
        Assert.NotNull(report.StoppedBy);
    }

    [Fact]
    public async Task RunAsync_FolderIsDeletedWhileAPictureIsOnItsWay_HandsItOver()
    {
        string folder = _scratch["out"];
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            Directory.Delete(folder, recursive: true);
            return AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(1);
        options.OutputDirectory = folder;
        int delivered = 0;

        try
        {
            ImageJobReport report = await client.RunAsync(Requests(1), options, cancellationToken: Token);
            delivered = report.Entries.Sum(entry => entry.Files.Count(file => File.Exists(file.Path)));
        }
        catch (GptImageJobException exception)
        {
            delivered = exception.RecoveredImages.Count
                + exception.Report.Entries.Sum(entry => entry.Files.Count(file => File.Exists(file.Path)));
        }

        Assert.Equal(1, delivered);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_ProgressThrows_FinishesWhatRunsAndThrowsWithTheReport(int concurrency)
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        ProgressList<ImageJobProgress> progress = new(
            report => _ = report.Done == 0 ? 0 : throw new InvalidOperationException($"mine {report.Done}"));

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => client.RunAsync(Requests(10), Options(concurrency), progress, Token));

        Assert.Equal("mine 1", exception.InnerException?.Message);
        Assert.Equal(server.Requests.Count, exception.Report.Finished.Count());
        Assert.InRange(server.Requests.Count, 1, concurrency);
        Assert.All(exception.Report.Finished, entry => Assert.True(File.Exists(entry.Files[0].Path)));
        Assert.True((await client.RunAsync(Requests(10), Options(concurrency), cancellationToken: Token)).IsComplete);
        Assert.Equal(10, server.Requests.Count);
    }

    [Fact]
    public async Task RunAsync_FileNameThrows_ThrowsWithTheReport()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(1);
        options.FileName = (_, index) => index < 2 ? $"mug {index}" : throw new InvalidOperationException("mine");

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => client.RunAsync(Requests(5), options, cancellationToken: Token));

        Assert.Equal(2, exception.Report.Finished.Count());
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("The job cannot go on: mine", exception.Message);
    }

    /// <summary>Modes of folders mean nothing to root, so places are taken in which nobody can make a file: below a file, where the lock
    /// belongs a folder, and on Linux the kernel's own tree.</summary>
    [Theory]
    [InlineData("below-a-file")]
    [InlineData("lock-taken")]
    [InlineData("kernel")]
    [InlineData("new-below-kernel")]
    public async Task RunAsync_FolderWithoutWriteAccess_IsAnIOExceptionAndSendsNothing(string place)
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        ImageJobOptions options = Options(1);
        options.OutputDirectory = Unwritable(place);

        IOException exception =
            await Assert.ThrowsAnyAsync<IOException>(() => client.RunAsync(Requests(1), options, cancellationToken: Token));

        Assert.Contains(options.OutputDirectory, exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task RunAsync_ChargedAndComplete_IsNotBoughtAgainByRepeatPossiblyCharged()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient client = Clients.For(server);
        ImageRequest[] requests = [new TextToImageRequest("x") { Size = ImageSize.Landscape, RequireExact = true }];
        ImageJobOptions repeat = Options(1);
        repeat.RepeatPossiblyCharged = true;

        ImageJobReport first = await client.RunAsync(requests, Options(1), cancellationToken: Token);
        ImageJobReport second = await client.RunAsync(requests, repeat, cancellationToken: Token);

        Assert.IsType<GptImageResponseException>(first.Entries[0].Error);
        Assert.Equal(ChargeState.Charged, first.Entries[0].Charge);
        Assert.Equal(first.Entries[0].Files, second.Entries[0].Files);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_InputChangesWhileTheJobRuns_IsNotSentUnderTheOldFingerprint(bool isOfCharacter)
    {
        string path = _scratch["mia.png"];
        byte[] other = [.. Png];
        other[^20] ^= 1;
        await File.WriteAllBytesAsync(path, Png, Token);
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await File.WriteAllBytesAsync(path, other, Token);
            await AnswerAsync(connection);
        });
        using GptImageClient client = Clients.For(server);
        ImageInput input = ImageInput.FromFile(path);
        ImageRequest[] requests =
        [
            new TextToImageRequest("First"),
            isOfCharacter
                ? new CharacterReferenceRequest("Mia waves", new Character("Mia") { References = [input] })
                : new ImageToImageRequest("Second", input),
        ];
        ImageJobOptions options = Options(1);
        options.OutputDirectory = _scratch["out"];

        ImageJobReport report = await client.RunAsync(requests, options, cancellationToken: Token);
        ImageJobReport again = await client.RunAsync(requests, options, cancellationToken: Token);

        Assert.Equal([ImageJobOutcome.Finished, ImageJobOutcome.Failed], report.Entries.Select(entry => entry.Outcome));
        Assert.Equal(ChargeState.NotSent, report.Entries[1].Charge);
        Assert.Contains("changed while it was sent", report.Entries[1].ErrorMessage, StringComparison.Ordinal);
        Assert.NotEqual(report.Entries[1].Fingerprint, again.Entries[1].Fingerprint);
        Assert.True(again.IsComplete);
    }

    [Fact]
    public async Task RunAsync_ClientOfTheCallersOwn_IsKnownToTheLedgerBeforeItIsCalled()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient inner = Clients.For(server);
        List<string> seen = [];
        Wrapped client = new(inner, () => seen.Add(ReadLedger()));

        ImageJobReport report = await client.RunAsync(Requests(2), Options(1), cancellationToken: Token);

        Assert.True(report.IsComplete);
        Assert.Equal([1, 2], seen.Select(text => text.Split("\"event\":\"sending\"").Length - 1));
    }

    [Fact]
    public async Task RunAsync_ClientOfTheCallersOwnThrowsSomethingElse_LeavesTheRequestUnknown()
    {
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(connection));
        using GptImageClient inner = Clients.For(server);
        Wrapped client = new(inner, () => throw new FormatException("mine"));

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => client.RunAsync(Requests(2), Options(1), cancellationToken: Token));
        ImageJobReport report = await inner.RunAsync(Requests(2), Options(1), cancellationToken: Token);

        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Equal([ImageJobOutcome.Unknown, ImageJobOutcome.NotStarted], exception.Report.Entries.Select(entry => entry.Outcome));
        Assert.Equal([ImageJobOutcome.Unknown, ImageJobOutcome.Finished], report.Entries.Select(entry => entry.Outcome));
    }

    private static ImageRequest[] Requests(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new TextToImageRequest(FormattableString.Invariant($"Picture {number}")))];

    private static Task AnswerAsync(RawConnection connection) =>
        connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png)));

    private string Unwritable(string place)
    {
        string file = _scratch["file"];
        File.WriteAllText(file, "");
        Directory.CreateDirectory(_scratch["taken/job.lock"]);
        return (place, OperatingSystem.IsLinux()) switch
        {
            ("lock-taken", _) => _scratch["taken"],
            ("kernel", true) => "/sys/kernel",
            ("new-below-kernel", true) => "/sys/kernel/gptimage-out",
            _ => Path.Combine(file, "out"),
        };
    }

    private ImageJobOptions Options(int concurrency) => new() { OutputDirectory = _scratch.Folder, MaxConcurrency = concurrency };

    private string ReadLedger()
    {
        using FileStream file = new(_scratch["job.jsonl"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }

    /// <summary>A file on a disk that takes so many writes and no more.</summary>
    private sealed class NarrowFile(string path, int writesThatFit)
        : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
    {
        private int _left = writesThatFit;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (_left-- <= 0)
            {
                throw new IOException("No space left on device");
            }

            base.Write(buffer, offset, count);
        }
    }

    /// <summary>A client that is not ours.</summary>
    private sealed class Wrapped(IGptImageClient inner, Action beforeCall) : IGptImageClient
    {
        public Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default) =>
            inner.GenerateAsync(request, cancellationToken);

        public Task<SavedImageResult> GenerateToFilesAsync(
            ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default)
        {
            beforeCall();
            return inner.GenerateToFilesAsync(request, pattern, overwrite, cancellationToken);
        }

        public IAsyncEnumerable<ImageUpdate> StreamAsync(
            ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) =>
            inner.StreamAsync(request, partialImages, cancellationToken);

        public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
            ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
            CancellationToken cancellationToken = default) =>
            inner.StreamToFilesAsync(request, pattern, partialImages, overwrite, cancellationToken);

        public RequestPlan Explain(ImageRequest request) => inner.Explain(request);
    }
}
