using System.Runtime.CompilerServices;
using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Turns events into the frames of a <c>text/event-stream</c>, one piece for each.</summary>
internal static class EventStream
{
    public const string ContentType = "text/event-stream; charset=utf-8";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Writes the frames.</summary>
    /// <param name="events">What to send, in order.</param>
    /// <param name="oddities">What is written differently.</param>
    /// <param name="pause">Waits before each frame.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        IReadOnlyList<StreamFrame> events, FakeStreamOddities oddities, Func<CancellationToken, Task> pause,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        bool isDone = oddities.HasFlag(FakeStreamOddities.TrailingDone);
        for (int index = 0; index < events.Count; index++)
        {
            // Each frame leaves before the next one is written: only one is in memory at a time.
            await pause(cancellationToken).ConfigureAwait(false);
            bool isLast = index == events.Count - 1 && !isDone;
            yield return Frame(
                events[index].Type, events[index].Write().Span, oddities, isFirst: index == 0, isLast);
        }

        if (isDone)
        {
            yield return Encoding.UTF8.GetBytes(Ended("data: [DONE]\n" + End(oddities, isLast: true), oddities));
        }
    }

    private static ReadOnlyMemory<byte> Frame(string type, ReadOnlySpan<byte> json, FakeStreamOddities oddities, bool isFirst, bool isLast)
    {
        var head = new StringBuilder();
        if (oddities.HasFlag(FakeStreamOddities.KeepAliveComments))
        {
            head.Append(": keep-alive\n\n");
        }

        if (oddities.HasFlag(FakeStreamOddities.UnknownEvents))
        {
            head.Append(Named("image_generation.heartbeat", oddities)).Append("""data: {"type":"image_generation.heartbeat"}""")
                .Append("\n\n");
        }

        head.Append(Named(type, oddities)).Append("data: ");
        // The type is the first member and holds no comma: the second line begins after it, where JSON allows a line break.
        int firstLine = oddities.HasFlag(FakeStreamOddities.MultilineData) ? json.IndexOf((byte)',') + 1 : 0;
        string between = firstLine > 0 ? Ended("\ndata: ", oddities) : "";
        return (byte[])
        [
            .. isFirst && oddities.HasFlag(FakeStreamOddities.ByteOrderMark) ? ByteOrderMark : [],
            .. Encoding.UTF8.GetBytes(Ended(head.ToString(), oddities)),
            .. json[..firstLine],
            .. Encoding.UTF8.GetBytes(between),
            .. json[firstLine..],
            .. Encoding.UTF8.GetBytes(Ended("\n" + End(oddities, isLast), oddities)),
        ];
    }

    private static string Named(string type, FakeStreamOddities oddities) =>
        oddities.HasFlag(FakeStreamOddities.NoEventLines) ? "" : $"event: {type}\n";

    private static string End(FakeStreamOddities oddities, bool isLast) =>
        isLast && oddities.HasFlag(FakeStreamOddities.NoLastBlankLine) ? "" : "\n";

    private static string Ended(string lines, FakeStreamOddities oddities) =>
        oddities.HasFlag(FakeStreamOddities.CrlfLines) ? lines.Replace("\n", "\r\n", StringComparison.Ordinal) : lines;
}
