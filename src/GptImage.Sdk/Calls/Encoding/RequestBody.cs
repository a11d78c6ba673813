using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>The body of one attempt: knows its length, streams its pictures, and refuses to be sent a second time.</summary>
internal sealed class RequestBody : HttpContent
{
    // A multiple of 3, so that base64 of one block needs nothing of the next.
    private const int BlockBytes = 48 * 1024;

    private readonly BodySegment[] _segments;
    private int _started;

    public RequestBody(string contentType, BodySegment[] segments)
    {
        _segments = segments;
        Headers.TryAddWithoutValidation("Content-Type", contentType);
        long length = 0;
        foreach (BodySegment segment in segments)
        {
            length += segment.Length;
        }

        Headers.ContentLength = length;
    }

    /// <summary>Gets how many bytes were handed to the connection.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Gets whether the whole body was handed to the connection, from where on the service may have it.</summary>
    public bool IsSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) == 1)
        {
            throw new RequestSentTwiceException();
        }

        foreach (BodySegment segment in _segments)
        {
            if (segment.Input is null)
            {
                await stream.WriteAsync(segment.Bytes, cancellationToken).ConfigureAwait(false);
                BytesSent += segment.Bytes.Length;
            }
            else
            {
                await WriteInputAsync(segment, segment.Input, stream, cancellationToken).ConfigureAwait(false);
            }
        }

        IsSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Headers.ContentLength ?? 0;
        return true;
    }

    private async Task WriteInputAsync(BodySegment segment, ComposedInput composed, Stream stream, CancellationToken cancellationToken)
    {
        ImageInput input = composed.Input;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        byte[]? text = segment.IsBase64 ? ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(BlockBytes)) : null;
        using IncrementalHash? hash = input.ExpectedHash is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Stream source = InputReading.Open(input);
        try
        {
            // One byte more than there was shows that there is more now.
            for (long left = segment.InputLength; ;)
            {
                int wanted = (int)Math.Clamp(left, 1, BlockBytes);
                int count = 0;
                for (int read = 1; read > 0 && count < wanted; count += read)
                {
                    // Read here and not in a method of its own: that would allocate at each block that has to be waited for.
                    try
                    {
                        read = await source.ReadAsync(block.AsMemory(count, wanted - count), cancellationToken).ConfigureAwait(false);
                    }
                    catch (Exception exception) when (exception is not OutOfMemoryException)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        throw InputReading.Fail(input, exception);
                    }
                }

                ThrowIfChanged(segment, composed, block.AsSpan(0, count), left);
                hash?.AppendData(block, 0, count);
                if (left == 0)
                {
                    break;
                }

                ReadOnlyMemory<byte> piece = block.AsMemory(0, count);
                if (text is not null)
                {
                    Base64.EncodeToUtf8(piece.Span, text, out _, out int written);
                    piece = text.AsMemory(0, written);
                }

                await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                BytesSent += piece.Length;
                left -= count;
            }

            // What belongs behind the picture is not sent yet, so that the service has no whole body.
            if (hash is not null
                && !Convert.ToHexString(hash.GetHashAndReset()).Equals(input.ExpectedHash, StringComparison.OrdinalIgnoreCase))
            {
                throw InputReading.Change(input, "Its bytes are not those that the request was planned with.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
            if (text is not null)
            {
                ArrayPool<byte>.Shared.Return(text);
            }

            await CloseAsync(source, input).ConfigureAwait(false);
        }
    }

    private static void ThrowIfChanged(BodySegment segment, ComposedInput composed, ReadOnlySpan<byte> read, long left)
    {
        bool isFirst = left == segment.InputLength;
        if (read.Length == Math.Min(left, BlockBytes) && (!isFirst || read.StartsWith(composed.Start.Span)))
        {
            return;
        }

        string had = string.Create(CultureInfo.InvariantCulture, $"it had {segment.InputLength:N0} bytes when it was checked.");
        throw InputReading.Change(
            composed.Input,
            read.IsEmpty && isFirst ? $"It gave no bytes when it was opened again; {had}" : $"Its bytes are others; {had}");
    }

    private static async ValueTask CloseAsync(Stream source, ImageInput input)
    {
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw InputReading.Fail(input, exception);
        }
    }
}
