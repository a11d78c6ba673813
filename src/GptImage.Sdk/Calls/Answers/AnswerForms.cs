namespace GptImage.Sdk;

/// <summary>Tells by its first bytes what an answer is: labels are what gateways get wrong, and the picture is paid for.</summary>
internal static class AnswerForms
{
    private const int LongestFieldName = 6;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Looks at the first bytes, and at the label where they do not tell.</summary>
    public static async ValueTask<AnswerForm> FindAsync(BlockReader body, string? mediaType, CancellationToken cancellationToken)
    {
        AnswerForm form;
        int seen = 0;
        do
        {
            ReadOnlyMemory<byte> start = await body.PeekAsync(seen + 1, cancellationToken).ConfigureAwait(false);
            if (start.Length == seen)
            {
                break;
            }

            seen = start.Length;
            form = Find(start.Span, out bool needsMore);
            if (!needsMore)
            {
                return form == AnswerForm.Unknown ? FromLabel(mediaType) : form;
            }
        }
        while (true);

        return FromLabel(mediaType);
    }

    /// <summary>Tells whether a label promises events.</summary>
    public static AnswerForm FromLabel(string? mediaType) =>
        mediaType is null ? AnswerForm.Json
        : mediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) ? AnswerForm.Events
        : mediaType.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ? AnswerForm.Html
        : AnswerForm.Json;

    /// <summary>Looks at the first bytes.</summary>
    /// <param name="start">The bytes so far.</param>
    /// <param name="needsMore">Whether the next byte may still decide.</param>
    public static AnswerForm Find(ReadOnlySpan<byte> start, out bool needsMore)
    {
        needsMore = start.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(start);
        if (needsMore)
        {
            return AnswerForm.Unknown;
        }

        start = (start.StartsWith(ByteOrderMark) ? start[ByteOrderMark.Length..] : start).TrimStart(" \t\r\n"u8);
        if (start.IsEmpty)
        {
            needsMore = true;
            return AnswerForm.Unknown;
        }

        switch (start[0])
        {
            case (byte)'{' or (byte)'[':
                return AnswerForm.Json;
            case (byte)'<':
                return AnswerForm.Html;
            case (byte)':':
                return AnswerForm.Events;
            default:
                int colon = start[..Math.Min(start.Length, LongestFieldName)].IndexOf((byte)':');
                ReadOnlySpan<byte> name = colon < 0 ? start : start[..colon];
                needsMore = colon < 0 && start.Length < LongestFieldName && IsFieldName(name, isWhole: false);
                return colon > 0 && IsFieldName(name, isWhole: true) ? AnswerForm.Events : AnswerForm.Unknown;
        }
    }

    private static bool IsFieldName(ReadOnlySpan<byte> name, bool isWhole) =>
        IsName("data"u8, name, isWhole) || IsName("event"u8, name, isWhole) || IsName("id"u8, name, isWhole)
        || IsName("retry"u8, name, isWhole);

    private static bool IsName(ReadOnlySpan<byte> field, ReadOnlySpan<byte> name, bool isWhole) =>
        isWhole ? field.SequenceEqual(name) : field.StartsWith(name);
}
