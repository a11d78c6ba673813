using System.Net;

namespace GptImage.Cli;

/// <summary>A body that is copied as it is read, so that it still arrives and breaks as it would without.</summary>
/// <param name="inner">The body.</param>
/// <param name="copy">Where it is copied to.</param>
internal sealed class RecordingContent(HttpContent inner, MemoryStream copy) : HttpContent
{
    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new RecordingStream(await inner.ReadAsStreamAsync().ConfigureAwait(false), copy);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Stream source = await CreateContentReadStreamAsync().ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            await source.CopyToAsync(stream).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
