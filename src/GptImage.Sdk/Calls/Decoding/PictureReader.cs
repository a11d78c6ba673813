namespace GptImage.Sdk;

/// <summary>Reads the pictures of one attempt into a destination.</summary>
internal sealed class PictureReader<TPicture>(
    PlannedCall call, IPictureDestination<TPicture> destination, Action<int, TPicture>? onPreview = null)
    : IAnswerReader<DecodedAnswer<TPicture>>
    where TPicture : class
{
    public IReadOnlyList<object> Recovered => destination.Completed;

    public ImageUsage? Usage { get; private set; }

    public async ValueTask<DecodedAnswer<TPicture>> ReadAsync(AnswerContext answer, CancellationToken cancellationToken)
    {
        DecodedAnswer<TPicture> decoded =
            await ResponseDecoder.DecodeAsync(call.Composed, answer, destination, onPreview ?? (static (_, _) => { }), cancellationToken)
            .ConfigureAwait(false);
        destination.ThrowIfNotWritten();
        Usage = decoded.Facts.Usage;
        return decoded;
    }
}
