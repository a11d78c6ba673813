using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Turns events into the frames of a <c>text/event-stream</c>, one piece for each.</summary>
internal static class EventStream
{
    public const string ContentType = "text/event-stream; charset=utf-8";

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(IReadOnlyList<ImageEvent> events, AnswerFacts facts)
    {
        foreach (ImageEvent item in events)
        {
            // Each frame leaves before the next one is written: only one is in memory at a time.
            await Task.Yield();
            yield return Frame(item.Type, ImageEventWriter.Write(item, facts).Span);
        }
    }

    private static ReadOnlyMemory<byte> Frame(string type, ReadOnlySpan<byte> json) =>
        (byte[])[.. "event: "u8, .. Encoding.UTF8.GetBytes(type), .. "\ndata: "u8, .. json, .. "\n\n"u8];
}
