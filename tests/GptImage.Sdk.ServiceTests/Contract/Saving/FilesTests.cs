using System.Security.Cryptography;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class FilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task GenerateToFilesAsync_TwoPictures_WritesNumberedFilesWithHashAndSize()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);

        SavedImageResult result =
            await client.GenerateToFilesAsync(
                new TextToImageRequest("A lighthouse") { Count = 2, OutputFormat = OutputFormat.Jpeg },
                Path.Combine(_folder, "sub", "poster-{0}"), cancellationToken: Token);

        Assert.Equal(["poster-1.jpg", "poster-2.jpg"], Directory.GetFiles(Path.Combine(_folder, "sub")).Select(Path.GetFileName).Order());
        foreach (SavedImage file in result.Files)
        {
            byte[] bytes = await File.ReadAllBytesAsync(file.Path, Token);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), file.Sha256);
            Assert.Equal((bytes.Length, OutputFormat.Jpeg, new ImageSize(1024, 1024)), (file.Length, file.Format, file.PixelSize));
        }
    }

    [Fact]
    public async Task GenerateToFilesAsync_FileExists_IsRefusedBeforeSending()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);
        await File.WriteAllTextAsync(Path.Combine(_folder, "poster.png"), "mine", Token);
        string pattern = Path.Combine(_folder, "poster");

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () => client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), pattern, cancellationToken: Token));
        SavedImageResult result =
            await client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), pattern, overwrite: true, Token);

        Assert.Equal("output-exists", exception.Findings[0].RuleId);
        Assert.Single(service.Requests);
        Assert.Equal(Path.Combine(_folder, "poster.png"), Assert.Single(result.Files).Path);
        Assert.NotEqual(4, new FileInfo(result.Files[0].Path).Length);
    }

    [Fact]
    public async Task GenerateToFilesAsync_FileAppearsMeanwhile_TakesTheNextFreeName()
    {
        string pattern = Path.Combine(_folder, "poster");
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await File.WriteAllTextAsync(pattern + ".png", "theirs", Token);
            await connection.AnswerAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Pictures.Answer(Pictures.Png())));
        });
        using GptImageClient client = Clients.For(server);

        SavedImageResult result =
            await client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), pattern, cancellationToken: Token);

        Assert.Equal("poster-2.png", Path.GetFileName(result.Files[0].Path));
        Assert.Equal("theirs", await File.ReadAllTextAsync(pattern + ".png", Token));
    }

    [Fact]
    public async Task GenerateToFilesAsync_CutInTheSecondPicture_KeepsTheFirstAndLeavesNothingHalf()
    {
        byte[] first = Pictures.Png();
        string answer = Pictures.Answer(first, Pictures.Png(2048, 1152));
        string cut = answer[..(answer.LastIndexOf("b64_json", StringComparison.Ordinal) + 400)];
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerCutAsync(cut, missing: 5000));
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () =>
                client.GenerateToFilesAsync(new TextToImageRequest("Two") { Count = 2 }, Path.Combine(_folder, "poster-{0}"),
                cancellationToken: Token));

        SavedImage recovered = Assert.Single(exception.RecoveredFiles);
        Assert.Equal([recovered.Path], Directory.GetFileSystemEntries(_folder));
        Assert.Equal(first, await File.ReadAllBytesAsync(recovered.Path, Token));
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Fact]
    public async Task SaveAsync_NameWithoutAndWithExtension_TakesThatOfTheBytes()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);
        ImageResult result = await client.GenerateAsync(new TextToImageRequest("A lighthouse") { OutputFormat = OutputFormat.Webp }, Token);

        string[] names =
            [await SavedAs("a"), await SavedAs("b.png"), await SavedAs("c.v2"), await SavedAs("d.webp"), await SavedAs("d.webp")];

        Assert.Equal(["a.webp", "b.webp", "c.v2.webp", "d.webp", "d-2.webp"], names);
        Assert.Equal(5, Directory.GetFileSystemEntries(_folder).Length);

        async Task<string> SavedAs(string name) =>
            Path.GetFileName(await result.Image.SaveAsync(Path.Combine(_folder, name), cancellationToken: Token));
    }

    [Fact]
    public async Task GenerateToFilesAsync_FolderGoneMeanwhile_SaysSoAndIsNotBoughtAgain()
    {
        string folder = Path.Combine(_folder, "gone");
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            Directory.Delete(folder);
            await File.WriteAllTextAsync(folder, "in the way", Token);
            await connection.AnswerAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Pictures.Answer(Pictures.Png())));
        });
        using GptImageClient client = Clients.For(server, options => options.Retry.RepeatPossiblyCharged = true);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () =>
                client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), Path.Combine(folder, "poster"),
                cancellationToken: Token));

        Assert.Single(server.Requests);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Equal(Pictures.Png(), Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.Contains("could not be written", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"'{folder}' is a file", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateToFilesAsync_CancelledBetweenPictures_KeepsTheFinishedFile()
    {
        using CancellationTokenSource cancel = new();
        string answer = Pictures.Answer(Pictures.Png(), Pictures.Png(2048, 1152));
        int start = answer.LastIndexOf("b64_json", StringComparison.Ordinal) + 400;
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {answer.Length}\r\n\r\n{answer[..start]}");
            while (!File.Exists(Path.Combine(_folder, "poster-1.png")))
            {
                await Task.Yield();
            }

            await cancel.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () =>
            client.GenerateToFilesAsync(new TextToImageRequest("Two") { Count = 2 }, Path.Combine(_folder, "poster-{0}"),
            cancellationToken: cancel.Token));

        Assert.Equal(["poster-1.png"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task SaveAsync_Folder_IsRefused()
    {
        GeneratedImage image = new(Pictures.Png(64, 64));
        string folder = _folder + Path.DirectorySeparatorChar;

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => image.SaveAsync(folder, cancellationToken: Token));

        Assert.Contains("Add the name of the file", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }
}
