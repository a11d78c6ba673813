using System.IO.Compression;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Answers whose labels say something else than their bytes: the bytes decide.</summary>
public sealed class AnswerLabelTests
{
    private static readonly byte[] Picture = Pictures.Png(64, 48);

    private static readonly string Json = Pictures.Answer(Picture);

    private static readonly string Events =
        $": hello\n\nevent: image_generation.completed\ndata: "
        + $"{{\"type\":\"image_generation.completed\",\"b64_json\":\"{Convert.ToBase64String(Picture)}\"}}\n\n";

    public static MatrixTheoryData<Way, bool, string> Labels => new(
        Enum.GetValues<Way>(), [false, true],
        ["application/json", "text/event-stream", "text/html; charset=utf-8", "text/plain", "application/octet-stream", "image/png", ""]);

    /// <summary>Label, how the bytes are packed.</summary>
    public static TheoryData<string, string> Codings => new()
    {
        { "gzip", "gzip" },
        { "x-gzip", "gzip" },
        { "", "gzip" },
        { "deflate", "zlib" },
        { "deflate", "deflate" },
        { "br", "br" },
        { "gzip", "" },
        { "deflate", "" },
        { "br", "" },
        { "zstd", "" },
        { "deflate", "gzip" },
        { "gzip, gzip", "gzip+gzip" },
        { "identity", "" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task AnyWay_AnyMediaType_BringsThePicture(Way way, bool isStream, string mediaType)
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(
            connection, mediaType.Length == 0 ? "" : $"Content-Type: {mediaType}\r\n", Encoding.UTF8.GetBytes(isStream ? Events : Json)));
        using GptImageClient client = Clients.For(server);
        Receiver receiver = new(way, scratch.Folder);

        await receiver.ReceiveAsync(client, new TextToImageRequest("A lighthouse"), Token);

        Assert.Equal([Picture], receiver.Pictures);
        Assert.Equal("identity", server.Requests[0].Header("Accept-Encoding"));
    }

    [Theory]
    [MemberData(nameof(Codings))]
    public async Task AnyWay_AnyCoding_BringsThePicture(string label, string packing)
    {
        foreach (bool isStream in (bool[])[false, true])
        {
            foreach (Way way in Enum.GetValues<Way>())
            {
                using Scratch scratch = new();
                await using RawServer server = RawServer.Start((_, connection) => AnswerAsync(
                    connection, label.Length == 0 ? "" : $"Content-Encoding: {label}\r\n",
                    Pack(Encoding.UTF8.GetBytes(isStream ? Events : Json), packing)));
                using GptImageClient client = Clients.For(server);
                Receiver receiver = new(way, scratch.Folder);

                await receiver.ReceiveAsync(client, new TextToImageRequest("A lighthouse"), Token);

                Assert.Equal([Picture], receiver.Pictures);
            }
        }
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "zlib")]
    [InlineData("br", "br")]
    public async Task GenerateAsync_PackedError_IsWhatItSays(string label, string packing)
    {
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerAsync(
            429, "application/json",
            Pack("""{"error":{"message":"You exceeded your current quota.","code":"insufficient_quota"}}"""u8.ToArray(), packing),
            $"Content-Encoding: {label}\r\n"));
        using GptImageClient client = Clients.For(server);

        GptImageQuotaException exception =
            await Assert.ThrowsAsync<GptImageQuotaException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("You exceeded your current quota.", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_UnknownCoding_KeepsThePackedBytes()
    {
        byte[] packed = [0x28, 0xB5, 0x2F, 0xFD, .. Pack(Encoding.UTF8.GetBytes(Json), "deflate")];
        await using RawServer server =
            RawServer.Start((_, connection) => connection.AnswerAsync(200, "application/json", packed, "Content-Encoding: zstd\r\n"));
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(packed, exception.PackedBody.ToArray());
        Assert.Contains("'zstd'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Single(server.Requests);
    }

    internal static byte[] Pack(byte[] bytes, string packing)
    {
        foreach (string one in packing.Split('+', StringSplitOptions.RemoveEmptyEntries))
        {
            using MemoryStream packed = new();
            using (Stream packer = one switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                "zlib" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                _ => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            })
            {
                packer.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        return bytes;
    }

    private static async Task AnswerAsync(RawConnection connection, string headers, byte[] body)
    {
        await connection.WriteAsync(FormattableString.Invariant($"HTTP/1.1 200 OK\r\n{headers}Content-Length: {body.Length}\r\n\r\n"));
        await connection.Stream.WriteAsync(body, connection.Stopped);
    }
}
