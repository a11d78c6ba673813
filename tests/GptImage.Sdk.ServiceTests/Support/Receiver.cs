namespace GptImage.Sdk.ServiceTests;

/// <summary>Receives pictures in one of the ways, and keeps what came however the call ends.</summary>
internal sealed class Receiver(Way way, string folder)
{
    /// <summary>Gets the previews that came.</summary>
    public List<byte[]> Previews { get; } = [];

    /// <summary>Gets the finished pictures that came.</summary>
    public List<byte[]> Pictures { get; } = [];

    /// <summary>Gets the files that the client told of.</summary>
    public List<string> Paths { get; } = [];

    public bool IsStream => way is Way.Stream or Way.StreamFiles;

    public async Task ReceiveAsync(GptImageClient client, ImageRequest request, CancellationToken cancellationToken)
    {
        string pattern = Path.Combine(folder, "picture-{0}");
        switch (way)
        {
            case Way.Memory:
                Pictures.AddRange((await client.GenerateAsync(request, cancellationToken)).Images.Select(image => image.Bytes.ToArray()));
                break;
            case Way.Files:
                foreach (
                    SavedImage file in (await client.GenerateToFilesAsync(request, pattern, cancellationToken: cancellationToken)).Files)
                {
                    await TakeAsync(file, Pictures);
                }

                break;
            case Way.Stream:
                await foreach (ImageUpdate update in client.StreamAsync(request, 1, cancellationToken))
                {
                    (update is PartialImageUpdate ? Previews : Pictures).Add(update switch
                    {
                        PartialImageUpdate partial => partial.Image.Bytes.ToArray(),
                        CompletedImageUpdate completed => completed.Image.Bytes.ToArray(),
                        _ => [],
                    });
                }

                break;
            default:
                await foreach (
                    SavedImageUpdate update in client.StreamToFilesAsync(request, pattern, 1, cancellationToken: cancellationToken))
                {
                    await TakeAsync(update.File, update is SavedCompletedImageUpdate ? Pictures : Previews);
                }

                break;
        }
    }

    /// <summary>Gets the pictures that the exception of a failed call has.</summary>
    public async Task<IReadOnlyList<byte[]>> RecoveredAsync(GptImageException exception)
    {
        List<byte[]> recovered = [.. exception.RecoveredImages.Select(image => image.Bytes.ToArray())];
        foreach (SavedImage file in exception.RecoveredFiles)
        {
            await TakeAsync(file, recovered);
        }

        return recovered;
    }

    private async Task TakeAsync(SavedImage file, List<byte[]> into)
    {
        Paths.Add(file.Path);
        into.Add(await File.ReadAllBytesAsync(file.Path));
    }
}
