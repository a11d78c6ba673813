namespace GptImage.Sdk.Imaging.Benchmarks;

/// <summary>Answers each call at once with the same picture, so that only the work on pixels is measured.</summary>
internal sealed class AnsweringClient(byte[] picture) : IGptImageClient
{
    /// <summary>Lives as long as the program.</summary>
    private static readonly GptImageClient Client = new("sk-benchmark");

    public Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(new ImageResult { Images = [new GeneratedImage(picture)] });

    public RequestPlan Explain(ImageRequest request) => Client.Explain(request);

    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
