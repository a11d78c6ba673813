namespace GptImage.Sdk.ServiceTests;

/// <summary>A small answer cut at every byte: a typed exception each time, with the pictures that were complete and nothing half.</summary>
public sealed class CutAnswerTests
{
    private static readonly byte[] First = Pictures.Png(1, 1);
    private static readonly byte[] Second = Pictures.Png(2, 1);

    private static readonly string Json = Pictures.Answer(First, Second);

    private static readonly string Preview =
        $"event: image_generation.partial_image\ndata: "
        + $"{{\"type\":\"image_generation.partial_image\",\"b64_json\":\"{Convert.ToBase64String(First)}\",\"partial_image_index\":0}}\n\n";

    private static readonly string Completed =
        $"event: image_generation.completed\ndata: "
        + $"{{\"type\":\"image_generation.completed\",\"b64_json\":\"{Convert.ToBase64String(Second)}\","
        + "\"usage\":{\"input_tokens\":7,\"output_tokens\":4460,\"total_tokens\":4467}}\n\n";

    public static MatrixTheoryData<Way, Framing> Cases => new(Enum.GetValues<Way>(), Enum.GetValues<Framing>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnyWay_AnswerCutAtAnyByte_KeepsWhatWasCompleteAndNothingHalf(Way way, Framing framing)
    {
        bool isStream = way is Way.Stream or Way.StreamFiles;
        string answer = isStream ? Preview + Completed : Json;
        int length = 0;
        await using RawServer server =
            RawServer.Start(
                (_, connection) => SendAsync(connection, isStream ? "text/event-stream" : "application/json", answer, length, framing));
        using GptImageClient client = Clients.For(server);

        for (int whole = LengthOfWhole(answer, isStream); length < whole; length++)
        {
            using Scratch scratch = new();
            Receiver receiver = new(way, scratch.Folder);

            GptImageResponseException exception =
                await Assert.ThrowsAsync<GptImageResponseException>(
                    () => receiver.ReceiveAsync(client, new TextToImageRequest("Pictures") { Count = isStream ? 1 : 2 }, Token));

            byte[][] kept = KeptOf(answer, length, isStream);
            bool hasPreview = isStream && length >= Preview.Length - 2;
            IReadOnlyList<byte[]> recovered = await receiver.RecoveredAsync(exception);
            Assert.Equal(
                (length, kept.Length, kept.Length > 0 ? ChargeState.Charged : ChargeState.PossiblyCharged),
                (length, recovered.Count, exception.Charge));
            Assert.Equal(kept, recovered);
            Assert.Equal((length, hasPreview ? 1 : 0, 0), (length, receiver.Previews.Count, receiver.Pictures.Count));
            Assert.All(receiver.Previews, preview => Assert.Equal(First, preview));
            Assert.Equal(
                receiver.Paths.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(scratch.Folder).Order(StringComparer.Ordinal));
            Assert.Contains(
                kept.Length switch
                {
                    0 => "A picture may have been made and charged; sending the request again may cost it again.",
                    1 => "Complete and charged: 1, kept on this exception.",
                    _ => "Complete and charged: 2, kept on this exception.",
                },
                exception.Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(length, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnyWay_WholeAnswer_BringsThePictures(Way way, Framing framing)
    {
        bool isStream = way is Way.Stream or Way.StreamFiles;
        string answer = isStream ? Preview + Completed : Json;
        await using RawServer server =
            RawServer.Start(
                (_, connection) =>
                SendAsync(connection, isStream ? "text/event-stream" : "application/json", answer, answer.Length, framing, isWhole: true));
        using GptImageClient client = Clients.For(server);
        using Scratch scratch = new();
        Receiver receiver = new(way, scratch.Folder);

        await receiver.ReceiveAsync(client, new TextToImageRequest("Pictures") { Count = isStream ? 1 : 2 }, Token);

        Assert.Equal(isStream ? [First] : [], receiver.Previews);
        Assert.Equal(isStream ? [Second] : [First, Second], receiver.Pictures);
    }

    /// <summary>A document is whole with its last brace, whatever is announced behind it; a stream has a blank line more.</summary>
    private static int LengthOfWhole(string answer, bool isStream) => isStream ? answer.Length - 2 : answer.Length;

    /// <summary>A picture is whole with the quote behind it.</summary>
    private static byte[][] KeptOf(string answer, int length, bool isStream) =>
        [.. ((byte[][])(isStream ? [Second] : [First, Second]))
            .Where(picture => length > answer.IndexOf(Convert.ToBase64String(picture) + "\"", StringComparison.Ordinal)
            + Convert.ToBase64String(picture).Length)];

    private static async Task SendAsync(
        RawConnection connection, string contentType, string answer, int length, Framing framing, bool isWhole = false)
    {
        string head = framing switch
        {
            Framing.Length => FormattableString.Invariant($"Content-Length: {answer.Length}"),
            Framing.Chunks => "Transfer-Encoding: chunked",
            _ => "Connection: close",
        };
        string sent = answer[..length];
        string body = framing == Framing.Chunks
            ? string.Concat(sent.Chunk(64).Select(chunk => FormattableString.Invariant($"{chunk.Length:x}\r\n{new string(chunk)}\r\n")))
            : sent;
        await connection.WriteAsync(
            $"HTTP/1.1 200 OK\r\nContent-Type: "
            + $"{contentType}\r\n{head}\r\n\r\n{body}{(isWhole && framing == Framing.Chunks ? "0\r\n\r\n" : "")}");
        connection.Dispose();
    }
}
