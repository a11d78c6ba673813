using System.Security.Cryptography;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Disks that run full while a picture arrives: it is paid for, so it is on the exception, and nothing half is on the
/// disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long Plenty = 100_000_000;
    private const string Full = "No space left on device";

    /// <summary>More than two blocks of a file's sink, which has 262,176 bytes and writes 262,144 of them.</summary>
    private static readonly byte[] First = [.. Pictures.Png(64, 48), .. Noise(600_001, seed: 1)];
    private static readonly byte[] Second = [.. Pictures.Jpeg(48, 64), .. Noise(580_000, seed: 2)];
    private static readonly byte[] Preview = Pictures.Png(64, 48);

    private readonly Scratch _scratch = new();

    public static TheoryData<long> Rooms => [-1, 0, 1, 262_143, 262_144, 262_145, 524_288, 599_999, First.Length - 1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string?> Names =>
        Directory.GetFileSystemEntries(_scratch.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task GenerateToFilesAsync_NoRoomForThePicture_HandsItOverInMemory(long room)
    {
        await using RawServer server = Answering(First);

        GptImageResponseException exception = await FailAsync(server, new FullDisk(room));

        GeneratedImage image = Assert.Single(exception.RecoveredImages);
        Assert.Equal(First, image.Bytes.ToArray());
        Assert.Equal((OutputFormat.Png, new ImageSize(64, 48)), (image.Format, image.PixelSize));
        Assert.Empty(exception.RecoveredFiles);
        Assert.Empty(Names);
        Assert.StartsWith(
            $"The picture could not be written to '{_scratch["poster-1"]}': {Full}. Complete and charged: 1, "
            + "kept on this exception.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task GenerateToFilesAsync_NoRoomForTheSecond_KeepsTheFirstAsAFile(long room)
    {
        await using RawServer server = Answering(First, Second);

        GptImageResponseException exception = await FailAsync(server, new FullDisk(Plenty, Math.Min(room, Second.Length - 1)));

        SavedImage file = Assert.Single(exception.RecoveredFiles);
        Assert.Equal((_scratch["poster-1.png"], First.Length), (file.Path, file.Length));
        Assert.Equal(First, await File.ReadAllBytesAsync(file.Path, Token));
        Assert.Equal(Second, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.Equal(["poster-1.png"], Names);
        Assert.StartsWith(
            $"The picture could not be written to '{_scratch["poster-2"]}': {Full}. Complete and charged: 2, "
            + "kept on this exception.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(400_000)]
    public async Task GenerateToFilesAsync_NoRoomForTheFirst_StillWritesTheSecond(long room)
    {
        await using RawServer server = Answering(First, Second);

        GptImageResponseException exception = await FailAsync(server, new FullDisk(room, Plenty));

        Assert.Equal(First, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.Equal(_scratch["poster-2.jpg"], Assert.Single(exception.RecoveredFiles).Path);
        Assert.Equal(Second, await File.ReadAllBytesAsync(_scratch["poster-2.jpg"], Token));
        Assert.Equal(["poster-2.jpg"], Names);
    }

    [Fact]
    public async Task GenerateToFilesAsync_NoRoomForEither_HandsBothOver()
    {
        await using RawServer server = Answering(First, Second);

        GptImageResponseException exception = await FailAsync(server, new FullDisk(300_000, 0));

        Assert.Equal([First, Second], exception.RecoveredImages.Select(image => image.Bytes.ToArray()));
        Assert.Empty(Names);
    }

    [Fact]
    public async Task GenerateToFilesAsync_AnswerBreaksOffOnAFullDisk_HandsOverWhatIsWhole()
    {
        string answer = Pictures.Answer(First, Second);
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerCutAsync(answer[..^100_000], missing: 100_000));

        GptImageResponseException exception = await FailAsync(server, new FullDisk(300_000, 300_000));

        Assert.Equal(First, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.StartsWith("The answer broke off", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Names);
    }

    [Fact]
    public async Task GenerateToFilesAsync_DiskGivesNothingBack_LosesThatPictureAlone()
    {
        await using RawServer server = Answering(First, Second);

        GptImageResponseException exception = await FailAsync(server, new FullDisk(Plenty, 400_000) { IsReadable = false });

        Assert.Equal(First, await File.ReadAllBytesAsync(Assert.Single(exception.RecoveredFiles).Path, Token));
        Assert.Empty(exception.RecoveredImages);
        Assert.Equal(["poster-1.png"], Names);
        Assert.Contains(Full, exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Fact]
    public async Task GenerateToFilesAsync_EndlessPictureOnAFullDisk_IsBoundedAsEver()
    {
        await using RawServer server = Answering(First);

        GptImageResponseException exception = await FailAsync(server, new FullDisk(0), options =>
        {
            options.MaxImageBytes = First.Length - 1;
            options.Retry.MaxAttempts = 1;
        });

        Assert.Contains("picture 1 cannot be read: it has more than", exception.Message, StringComparison.Ordinal);
        Assert.Empty(exception.RecoveredImages);
        Assert.Empty(Names);
    }

    [Fact]
    public async Task GenerateToFilesAsync_NameTooLongForTheFormatThatCame_IsMadeToFit()
    {
        byte[] webp = Pictures.Webp(64, 48);
        await using RawServer server = Answering(webp);
        using GptImageClient client = Clients.For(server);

        // 255 bytes with ".png", which was to be expected, and 256 with ".webp".
        SavedImageResult result =
            await client.GenerateToFilesAsync(new TextToImageRequest("Pictures"), _scratch[new string('a', 251)], cancellationToken: Token);

        Assert.Equal([new string('a', 250) + ".webp"], Names);
        Assert.Equal(webp, await File.ReadAllBytesAsync(Assert.Single(result.Files).Path, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GenerateToFilesAsync_FolderOrFileDeletedMeanwhile_KeepsAllPictures(bool isFolder)
    {
        byte[] third = Pictures.Webp(32, 32);
        await using RawServer server = Answering(First, Second, third);
        using GptImageClient client = Clients.For(server);
        int opened = 0;
        client.OpenFile = path =>
        {
            FileStream stream = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            if (opened++ == 0)
            {
                if (isFolder)
                {
                    Directory.Delete(Path.GetDirectoryName(path) ?? "", recursive: true);
                }
                else
                {
                    File.Delete(path);
                }
            }

            return stream;
        };

        GptImageResponseException exception = await Assert.ThrowsAsync<GptImageResponseException>(
            () => client.GenerateToFilesAsync(
                new TextToImageRequest("Pictures") { Count = 3 }, _scratch["poster-{0}"], cancellationToken: Token));

        Assert.Equal(First, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.Equal([_scratch["poster-2.jpg"], _scratch["poster-3.webp"]], exception.RecoveredFiles.Select(file => file.Path));
        Assert.Equal(Second, await File.ReadAllBytesAsync(_scratch["poster-2.jpg"], Token));
        Assert.Equal(["poster-2.jpg", "poster-3.webp"], Names);
        Assert.DoesNotContain(".part", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task GenerateAsync_PictureCutOff_IsADeviation(int missing)
    {
        byte[] cut = Pictures.Png(64, 48)[..^missing];
        await using RawServer server = Answering(cut);
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync("Pictures", Token);
        SavedImageResult saved =
            await client.GenerateToFilesAsync(new TextToImageRequest("Pictures"), _scratch["poster"], cancellationToken: Token);

        ImageDeviation expected = new()
        {
            Parameter = "data",
            Requested = "whole pictures",
            Actual = "bytes that are cut off before the end of their format",
        };
        Assert.Equal([expected], result.Deviations);
        Assert.Equal([expected], saved.Deviations);
        Assert.Equal(cut, result.Image.Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task StreamToFilesAsync_NoRoomForThePicture_HandsItOverInMemory(long room)
    {
        await using RawServer server = Streaming();
        List<SavedImageUpdate> updates = [];

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => StreamAsync(server, new FullDisk(Plenty, room), updates));

        Assert.Equal(First, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.Empty(exception.RecoveredFiles);
        SavedImageUpdate preview = Assert.Single(updates);
        Assert.IsType<SavedPartialImageUpdate>(preview);
        Assert.Equal([Path.GetFileName(preview.File.Path)], Names);
        Assert.Contains(
            $"': {Full}. Complete and charged: 1, kept on this exception.", exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(50)]
    public async Task StreamToFilesAsync_NoRoomForThePreview_StillWritesThePicture(long room)
    {
        await using RawServer server = Streaming();
        List<SavedImageUpdate> updates = [];

        await StreamAsync(server, new FullDisk(room, Plenty), updates);

        SavedImageUpdate completed = Assert.Single(updates);
        Assert.IsType<SavedCompletedImageUpdate>(completed);
        Assert.Equal(First, await File.ReadAllBytesAsync(completed.File.Path, Token));
        Assert.Equal([Path.GetFileName(completed.File.Path)], Names);
    }

    [Fact]
    public async Task GenerateToFilesAsync_EnoughRoom_HashesAndMeasuresWithoutReadingAnythingBack()
    {
        FullDisk disk = new(First.Length, Second.Length);
        await using RawServer server = Answering(First, Second);
        using GptImageClient client = Clients.For(server);
        client.OpenFile = disk.Open;

        SavedImageResult result =
            await client.GenerateToFilesAsync(
                new TextToImageRequest("Pictures") { Count = 2 }, _scratch["poster-{0}"], cancellationToken: Token);

        Assert.Equal((2, 0), (disk.Opened, disk.BytesRead));
        Assert.Equal(
            [(OutputFormat.Png, new ImageSize(64, 48), Hash(First)), (OutputFormat.Jpeg, new ImageSize(48, 64), Hash(Second))],
            result.Files.Select(file => (file.Format, file.PixelSize.GetValueOrDefault(), file.Sha256)));
        Assert.Equal(["poster-1.png", "poster-2.jpg"], Names);
    }

    private static RawServer Answering(params byte[][] pictures) => RawServer.Answering(200, "application/json", Pictures.Answer(pictures));

    private static RawServer Streaming() => RawServer.Answering(
        200,
        "text/event-stream",
        $"data: {{\"type\":\"image_generation.partial_image\",\"partial_image_index\":0,"
            + $"\"b64_json\":\"{Convert.ToBase64String(Preview)}\"}}\n\n"
            + $"data: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{Convert.ToBase64String(First)}\"}}\n\n");

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();

    private static byte[] Noise(int length, int seed)
    {
        byte[] noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }

    private async Task<GptImageResponseException> FailAsync(
        RawServer server, FullDisk disk, Action<GptImageClientOptions>? configure = null)
    {
        using GptImageClient client = Clients.For(server, options =>
        {
            options.Retry.RepeatPossiblyCharged = true;
            configure?.Invoke(options);
        });
        client.OpenFile = disk.Open;

        return await Assert.ThrowsAsync<GptImageResponseException>(
            () =>
            client.GenerateToFilesAsync(new TextToImageRequest("Pictures") { Count = 2 }, _scratch["poster-{0}"],
            cancellationToken: Token));
    }

    private async Task StreamAsync(RawServer server, FullDisk disk, List<SavedImageUpdate> updates)
    {
        using GptImageClient client = Clients.For(server, options => options.Retry.RepeatPossiblyCharged = true);
        client.OpenFile = disk.Open;
        await foreach (
            SavedImageUpdate update in client.StreamToFilesAsync(
                new TextToImageRequest("Pictures"), _scratch["poster"], partialImages: 1, cancellationToken: Token))
        {
            updates.Add(update);
        }
    }
}
