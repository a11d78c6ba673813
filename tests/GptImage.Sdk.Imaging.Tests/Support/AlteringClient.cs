namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Hands each call on to another client and alters the result.</summary>
internal sealed class AlteringClient(IGptImageClient inner, Func<ImageResult, ImageResult> alter) : IGptImageClient
{
    public async Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default) =>
        alter(await inner.GenerateAsync(request, cancellationToken));

    public RequestPlan Explain(ImageRequest request) => inner.Explain(request);

    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
