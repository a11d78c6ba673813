namespace GptImage.Sdk.ServiceTests;

/// <summary>A picture on its way into a stream of the caller.</summary>
public sealed class StreamDeliveryTests
{
    private static readonly byte[] Picture = Pictures.Png(64, 48);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateToStreamAsync_OnePicture_IsInTheStreamAndNowhereElse()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Picture));
        using GptImageClient client = Clients.For(server);
        string? temporary = null;
        client.OpenFile = path =>
        {
            temporary = Path.GetDirectoryName(path);
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        };
        using MemoryStream destination = new();

        SavedImageResult sent = await client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse"), destination, Token);

        Assert.Equal(Picture, destination.ToArray());
        SavedImage file = Assert.Single(sent.Files);
        Assert.Equal(
            ("", OutputFormat.Png, "image/png", Picture.Length, new ImageSize(64, 48)),
            (file.Path, file.Format, file.MediaType, file.Length, file.PixelSize));
        Assert.NotNull(temporary);
        Assert.False(Directory.Exists(temporary));
        Assert.True(destination.CanWrite);
    }

    [Fact]
    public async Task GenerateToStreamAsync_DestinationFails_LeavesTheFile()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Picture));
        using GptImageClient client = Clients.For(server);
        await using BrokenStream destination = new(new IOException("The reader hung up."));

        GptImageResponseException exception = await Assert.ThrowsAsync<GptImageResponseException>(
            () => client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse"), destination, Token));

        SavedImage file = Assert.Single(exception.RecoveredFiles);
        Assert.Equal(Picture, await File.ReadAllBytesAsync(file.Path, Token));
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Contains("The reader hung up. The picture was charged.", exception.Message, StringComparison.Ordinal);
        Assert.Contains(file.Path, exception.Message, StringComparison.Ordinal);
        Assert.Single(exception.Attempts);
        Directory.Delete(Path.GetDirectoryName(file.Path) ?? "", recursive: true);
    }

    [Fact]
    public async Task GenerateToStreamAsync_CanceledWhileCopying_LeavesTheFile()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Picture));
        using GptImageClient client = Clients.For(server);
        await using BrokenStream destination = new(new OperationCanceledException(), cancel.Cancel);

        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(
            () => client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse"), destination, cancel.Token));

        SavedImage file = Assert.Single(exception.RecoveredFiles);
        Assert.Equal(Picture, await File.ReadAllBytesAsync(file.Path, Token));
        Assert.Equal((ChargeState.Charged, cancel.Token), (exception.Charge, exception.CancellationToken));
        Directory.Delete(Path.GetDirectoryName(file.Path) ?? "", recursive: true);
    }

    [Fact]
    public async Task GenerateToStreamAsync_AnswerBreaksOff_WritesNothing()
    {
        string answer = Pictures.Answer(Picture);
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerCutAsync(answer[..60], missing: 1000));
        using GptImageClient client = Clients.For(server);
        using MemoryStream destination = new();

        await Assert.ThrowsAsync<GptImageResponseException>(
            () => client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse"), destination, Token));

        Assert.Equal(0, destination.Length);
    }

    [Fact]
    public async Task GenerateToStreamAsync_TwoPictures_IsAFindingAndSendsNothing()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Picture));
        using GptImageClient client = Clients.For(server);
        using MemoryStream destination = new();

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse") { Count = 2 }, destination, Token));

        Finding finding = exception.Findings[0];
        Assert.Equal(("stream-destination-count", "n", "1"), (finding.RuleId, finding.Parameter, finding.NearestLegalValue));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task GenerateToStreamAsync_ReadOnlyStream_IsRefused()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Picture));
        using GptImageClient client = Clients.For(server);
        using MemoryStream destination = new([], writable: false);

        await Assert.ThrowsAsync<ArgumentException>(
            () => client.GenerateToStreamAsync(new TextToImageRequest("A lighthouse"), destination, Token));

        Assert.Empty(server.Requests);
    }

    /// <summary>A stream that takes nothing.</summary>
    private sealed class BrokenStream(Exception failure, Action? before = null) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            before?.Invoke();
            return ValueTask.FromException(failure);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            before?.Invoke();
            return Task.FromException(failure);
        }
    }
}
