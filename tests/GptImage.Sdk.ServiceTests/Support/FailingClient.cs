namespace GptImage.Sdk.ServiceTests;

/// <summary>A client of a caller's own, which breaks once a certain purchase was made.</summary>
internal sealed class FailingClient(IGptImageClient inner, int failsAt) : IGptImageClient
{
    private int _calls;

    public async Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        ImageResult result = await inner.GenerateAsync(request, cancellationToken);
        return ++_calls == failsAt ? throw new HttpRequestException("The decorator broke.") : result;
    }

    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        inner.GenerateToFilesAsync(request, pattern, overwrite, cancellationToken);

    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) =>
        inner.StreamAsync(request, partialImages, cancellationToken);

    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) =>
        inner.StreamToFilesAsync(request, pattern, partialImages, overwrite, cancellationToken);

    public RequestPlan Explain(ImageRequest request) => inner.Explain(request);
}
