namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>A client of somebody else: it keeps the requests and answers with a picture of one byte.</summary>
internal sealed class RecordingClient : IGptImageClient
{
    public List<ImageRequest> Requests { get; } = [];

    public Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        return Task.FromResult(new ImageResult { Images = [new GeneratedImage(new byte[] { 1 })] });
    }

    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public RequestPlan Explain(ImageRequest request) => new() { Prompt = request.Prompt, Model = ImageModel.GptImage2 };
}
