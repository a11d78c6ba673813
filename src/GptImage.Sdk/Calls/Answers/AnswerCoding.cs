using System.IO.Compression;
using System.Net.Http.Headers;

namespace GptImage.Sdk;

/// <summary>Unpacks an answer that comes packed although that was not asked for: by its first bytes, and by its label where they do not
/// tell. What is unpacked is bounded by those who read it.</summary>
internal static class AnswerCoding
{
    private const int MostLayers = 2;

    /// <summary>Enough to tell text from packed bytes that happen to begin with a brace.</summary>
    private const int ProbeBytes = 16;

    /// <summary>Looks at the first bytes of a body.</summary>
    public static async ValueTask<OpenedAnswer> OpenAsync(HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        string[] labels = LabelsOf(response.Content.Headers);
        BlockReader blocks = new(body);
        try
        {
            for (int layer = 0; layer < Math.Max(1, Math.Min(labels.Length, MostLayers)); layer++)
            {
                string? label = layer < labels.Length ? labels[^(layer + 1)] : null;
                int least = label is null ? 2 : ProbeBytes;
                ReadOnlyMemory<byte> start = await blocks.PeekAsync(least, cancellationToken).ConfigureAwait(false);
                string? coding = Find(start.Span, label);
                if (coding is null)
                {
                    continue;
                }

                if (Unpack(coding, start.Span, blocks) is not { } unpacked)
                {
                    return new OpenedAnswer(blocks, coding);
                }

                blocks = new BlockReader(unpacked, unpacked);
            }
        }
        catch
        {
            blocks.Dispose();
            throw;
        }

        return new OpenedAnswer(blocks, null);
    }

    /// <summary>Tells how bytes are packed; <see langword="null"/> when they are not.</summary>
    private static string? Find(ReadOnlySpan<byte> start, string? label) =>
        start.StartsWith<byte>([0x1F, 0x8B]) ? "gzip"
        : label is null or "gzip" || IsText(start) ? null
        : label;

    private static Stream? Unpack(string coding, ReadOnlySpan<byte> start, BlockReader blocks)
    {
        switch (coding)
        {
            case "gzip":
                return new GZipStream(new PackedBody(blocks), CompressionMode.Decompress);
            case "deflate":
                // The name stands for zlib's format, but some servers leave its head out.
                return IsZlib(start)
                    ? new ZLibStream(new PackedBody(blocks), CompressionMode.Decompress)
                    : new DeflateStream(new PackedBody(blocks), CompressionMode.Decompress);
            default:
                return coding == "br" && BrotliAnswers.IsSupported
                    ? new BrotliStream(new PackedBody(blocks), CompressionMode.Decompress)
                    : null;
        }
    }

    private static bool IsZlib(ReadOnlySpan<byte> start) =>
        start.Length >= 2 && (start[0] & 0x0F) == 8 && ((start[0] << 8) | start[1]) % 31 == 0;

    /// <summary>Tells text from packed bytes: sixteen printable characters in a row are no accident.</summary>
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        AnswerForm form = AnswerForms.Find(start, out bool needsMore);
        start = start.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        return (start.Length > ProbeBytes / 2 || form != AnswerForm.Unknown || needsMore)
            && start.IndexOfAnyExceptInRange((byte)'\t', (byte)'~') < 0
            && start.IndexOfAnyInRange((byte)0x0E, (byte)0x1F) < 0;
    }

    private static string[] LabelsOf(HttpContentHeaders headers) => !headers.NonValidated.Contains("Content-Encoding")
        ? []
        : [.. headers.ContentEncoding
            .Select(label => label.Trim().ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => "gzip",
                "DEFLATE" => "deflate",
                "BR" => "br",
                "IDENTITY" or "NONE" or "" => null,
                _ => label,
            })
            .OfType<string>()];
}
