using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>An answer made beforehand: its pictures share one base64 text.</summary>
internal sealed class PeerAnswer
{
    private const int BlockBytes = 256 * 1024;
    private const int BytesPerMegabyte = 1_000_000;

    private static readonly ConcurrentDictionary<int, byte[]> Texts = new();

    private readonly List<ReadOnlyMemory<byte>> _segments = [];
    private readonly int _pace;

    private PeerAnswer(bool isEvents, int pictureBytes, int pictures, int pace)
    {
        _pace = pace;
        ContentType = isEvents ? "text/event-stream" : "application/json";
        ReadOnlyMemory<byte> picture =
            Texts.GetOrAdd(pictureBytes, static length => Encoding.ASCII.GetBytes(Convert.ToBase64String(NoisePicture.Create(length))));
        for (int i = 0; i < pictures; i++)
        {
            Add(isEvents ? EventHead(i, i == pictures - 1) : i == 0 ? "{\"created\":1781047743,\"data\":[{\"b64_json\":\""
                : "},{\"b64_json\":\"");
            _segments.Add(picture);
            Add(isEvents ? "\"}\n\n" : "\"");
        }

        Add(isEvents ? "" : "}],\"usage\":{\"input_tokens\":10,\"output_tokens\":20,\"total_tokens\":30}}");
        Length = isEvents ? null : _segments.Sum(segment => segment.Length);
    }

    public string ContentType { get; }

    public long? Length { get; }

    /// <summary>Makes the answer that a key asks for: <c>Bearer sk-json-8000000-10-0</c>.</summary>
    public static PeerAnswer FromAuthorization(string authorization)
    {
        string[] parts = authorization.Split('-');
        return new PeerAnswer(parts[1] == "events", Number(parts[2]), Number(parts[3]), Number(parts[4]));
    }

    public async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        long sent = 0;
        foreach (ReadOnlyMemory<byte> segment in _segments)
        {
            for (int offset = 0; offset < segment.Length; offset += BlockBytes)
            {
                ReadOnlyMemory<byte> block = segment.Slice(offset, Math.Min(BlockBytes, segment.Length - offset));
                await body.WriteAsync(block, cancellationToken);
                sent += block.Length;
                await PaceAsync(start, sent, cancellationToken);
            }
        }
    }

    private async Task PaceAsync(long start, long sent, CancellationToken cancellationToken)
    {
        if (_pace > 0)
        {
            TimeSpan ahead = TimeSpan.FromSeconds((double)sent / BytesPerMegabyte / _pace) - Stopwatch.GetElapsedTime(start);
            if (ahead > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(ahead, cancellationToken);
            }
        }
    }

    private static string EventHead(int index, bool isLast) => isLast
        ? "event: image_generation.completed\ndata: "
            + "{\"type\":\"image_generation.completed\",\"usage\":{\"input_tokens\":10,\"output_tokens\":20,\"total_tokens\":30},"
            + "\"b64_json\":\""
        : string.Create(
            CultureInfo.InvariantCulture,
            $"event: image_generation.partial_image\ndata: "
            + $"{{\"type\":\"image_generation.partial_image\",\"partial_image_index\":{index},\"b64_json\":\"");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private void Add(string text) => _segments.Add(Encoding.UTF8.GetBytes(text));
}
