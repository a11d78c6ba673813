using System.IO.Compression;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Answers that want to fill the memory or break the readers: they end in a typed exception, early and small.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class HostileAnswerTests
{
    private const long Mega = 1024 * 1024;
    private const long AllowedBytes = 24 * Mega;
    private const long MeasuredEach = 2 * Mega;
    private const int Watchdog = 60_000;

    private static readonly byte[] Png = Pictures.Png();

    private static long _mostLive;

    /// <summary>What follows the head of the answer: a beginning, something repeated, and how many bytes of it.</summary>
    public static TheoryData<string, string, string, string, long> Floods => new()
    {
        { "application/json", "{\"created\":1,\"note\":\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\"}", 300 * Mega },
        { "application/json", "{\"created\":1", "                                ", "}", 300 * Mega },
        { "application/json", "{\"created\":1,\"list\":[0", ",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0", "]}", 300 * Mega },
        { "application/json", "{\"data\":[{\"b64_json\":\"", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\"}]}", 300 * Mega },
        { "application/json", "{\"data\":[{\"b64_json\":\"", "\\u0041\\u0041\\u0041\\u0041", "\"}]}", 700 * Mega },
        { "application/json", "{\"data\":[{\"url\":\"https://", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\"}]}", 300 * Mega },
        { "text/event-stream", "data: {\"type\":\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\"}\n\n", 1024 * Mega },
        { "text/event-stream", ": ", "keep-alive keep-alive keep-alive", "\n\n", 1024 * Mega },
        { "text/event-stream", "", ": keep-alive\n\n", "", 1024 * Mega },
        { "text/event-stream", "event: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\n\n", 1024 * Mega },
        { "text/event-stream", "", "data: {\"type\":\"something.else\"}\n\n", "", 1024 * Mega },
        { "text/event-stream", "", "data: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"iVBORw0KGgo=\"}\n\n", "",
            1024 * Mega },
        { "text/event-stream", "", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", "", 1024 * Mega },
    };

    /// <summary>A gigabyte where a number belongs, as a string or as digits without end, in every place that has numbers.</summary>
    public static TheoryData<string, string, string> EndlessValues => new()
    {
        { "application/json", "{\"created\":\"", "aaaaaaaa" },
        { "application/json", "{\"created\":", "11111111" },
        { "application/json", "{\"created\":-0.", "00000000" },
        { "application/json", "{\"usage\":{\"input_tokens\":\"", "aaaaaaaa" },
        { "application/json", "{\"usage\":{\"input_tokens_details\":{\"image_tokens\":", "99999999" },
        { "application/json", "{\"", "aaaaaaaa" },
        { "application/json", "{\"usage\":{\"", "\\u0061\\n" },
        { "application/json", "{\"unknown\":\"", "aaaaaaaa" },
        { "application/json", "{\"data\":[{\"b64_json\":", "11111111" },
        { "application/json", "{\"data\":[{\"revised_prompt\":\"", "aaaaaaaa" },
        { "text/event-stream", "data: {\"type\":\"image_generation.completed\",\"created_at\":\"", "aaaaaaaa" },
        { "text/event-stream", "data: {\"type\":\"image_generation.partial_image\",\"partial_image_index\":", "11111111" },
        { "text/event-stream", "data: {\"usage\":{\"output_tokens\":\"", "aaaaaaaa" },
        { "text/event-stream", "data: {\"", "aaaaaaaa" },
        { "text/event-stream", "data: {\"unknown\":\"", "aaaaaaaa" },
    };

    [Theory(Timeout = Watchdog)]
    [MemberData(nameof(EndlessValues))]
    public async Task GenerateAsync_GigabyteWhereANumberBelongs_IsNotReadToItsEnd(string contentType, string start, string repeated)
    {
        using EndlessAnswer answer = new(contentType, start, repeated, 1024 * Mega);
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test" }, answer);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.GenerateAsync("A lighthouse", TestContext.Current.CancellationToken));

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 8 * Mega);
        Assert.InRange(answer.BytesRead, 1_048_577, 1_048_576 + (256 * 1024));
        Assert.Contains(
            "1,048,576 bytes beside its pictures (GptImageClientOptions.MaxAnswerBytes)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact(Timeout = Watchdog)]
    public async Task GenerateAsync_GigabyteBehindAPicture_KeepsThePicture()
    {
        using EndlessAnswer answer =
            new("application/json", $"{{\"data\":[{{\"b64_json\":\"{Convert.ToBase64String(Png)}\"}}],\"created\":\"", "aaaaaaaa",
            1024 * Mega);
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", MaxAnswerBytes = 10_000 }, answer);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.GenerateAsync("A lighthouse", TestContext.Current.CancellationToken));

        Assert.Equal(Png, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
        Assert.InRange(answer.BytesRead, 10_000, 512 * 1024);
        Assert.Contains("10,000 bytes beside its pictures", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Theory(Timeout = Watchdog)]
    [MemberData(nameof(Floods))]
    public async Task GenerateAsync_Flood_EndsWithBoundedMemory(string contentType, string start, string repeated, string end, long length)
    {
        await using RawServer server =
            RawServer.Start(
                (_, connection) =>
                FloodAsync(connection, $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nConnection: close\r\n\r\n{start}", repeated,
                end, length));

        GptImageResponseException exception =
            await AssertBoundedAsync<GptImageResponseException>(server, TestContext.Current.CancellationToken);

        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Single(server.Requests);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Endless: aaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Endless: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("HTTP/1.1 200 ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task GenerateAsync_EndlessHeaders_EndWithBoundedMemory(string start, string repeated)
    {
        await using RawServer server = RawServer.Start((_, connection) => FloodAsync(connection, start, repeated, "\r\n\r\n", 300 * Mega));

        GptImageConnectionException exception =
            await AssertBoundedAsync<GptImageConnectionException>(server, TestContext.Current.CancellationToken);

        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task GenerateAsync_FloodOfAnError_EndsWithBoundedMemory(int status)
    {
        await using RawServer server =
            RawServer.Start(
                (_, connection) =>
                FloodAsync(connection,
                $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{{\"error\":{{\"message\":\"",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\"}}", 300 * Mega));

        GptImageApiException exception = await AssertBoundedAsync<GptImageApiException>(server, TestContext.Current.CancellationToken);

        Assert.InRange(exception.ResponseBody?.Length ?? 0, 1, 16_384);
        Assert.InRange(exception.Message.Length, 1, 70_000);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData("application/json", "{\"data\":", '[', "")]
    [InlineData("application/json", "", '[', "")]
    [InlineData("application/json", "{\"data\":[{\"x\":", '[', "")]
    [InlineData("text/event-stream", "data: {\"x\":", '[', "\n\n")]
    public async Task GenerateAsync_TenThousandLevelsDeep_IsRefused(string contentType, string start, char level, string end)
    {
        await using RawServer server =
            RawServer.Answering(200, contentType, start + new string(level, 10_000) + new string(']', 10_000) + end);

        await AssertBoundedAsync<GptImageResponseException>(server, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = Watchdog)]
    public async Task GenerateAsync_TenThousandLevelsDeepInAnError_IsRead()
    {
        await using RawServer server =
            RawServer.Answering(400, "application/json", "{\"error\":" + new string('[', 10_000) + new string(']', 10_000) + "}");

        await AssertBoundedAsync<GptImageApiException>(server, TestContext.Current.CancellationToken);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task GenerateAsync_CompressionBomb_IsUnpackedWithinTheBounds(string encoding)
    {
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] spaces = new byte[Mega];
            Array.Fill(spaces, (byte)' ');
            await gzip.WriteAsync("{\"data\":"u8.ToArray(), TestContext.Current.CancellationToken);
            for (int i = 0; i < 300; i++)
            {
                await gzip.WriteAsync(spaces, TestContext.Current.CancellationToken);
            }
        }

        await using RawServer server =
            RawServer.Start(
                (_, connection) => connection.AnswerAsync(200, "application/json", packed.ToArray(), $"Content-Encoding: {encoding}\r\n"));

        GptImageResponseException exception =
            await AssertBoundedAsync<GptImageResponseException>(server, TestContext.Current.CancellationToken);

        Assert.Contains(
            "1,048,576 bytes beside its pictures (GptImageClientOptions.MaxAnswerBytes)", exception.Message, StringComparison.Ordinal);
        Assert.Equal("identity", server.Requests[0].Header("Accept-Encoding"));
    }

    [Theory(Timeout = Watchdog)]
    [InlineData("""{"data":"a text"}""")]
    [InlineData("""{"data":{"b64_json":"iVBORw0KGgo="}}""")]
    [InlineData("""{"data":[1,true,null,"x",[]]}""")]
    [InlineData("""{"data":[{"b64_json":1}]}""")]
    [InlineData("""{"data":[{"b64_json":{"b64_json":"iVBORw0KGgo="}}]}""")]
    [InlineData("""{"data":[{"b64_json":["iVBORw0KGgo="]}]}""")]
    [InlineData("""{"data":[{"b64_json":true}]}""")]
    [InlineData("""{"created":"yesterday","data":[{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"created":1e999,"data":[{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"usage":[],"data":[{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"usage":{"input_tokens":99999999999999999999},"data":[{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"size":{},"data":[{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"data":[{"b64_json":"iVBORw0KGgo="}],"data":[{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"data":[{"b64_json":"iVBORw0KGgo=","b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"data":[{"b64_json":"iVBORw0KGgo="},{"b64_json":"iVBORw0KGgo="}]}""")]
    [InlineData("""{"data":[{"url":"0"}]}""")]
    [InlineData("""{"data":[{"url":"file:///etc/passwd"}]}""")]
    [InlineData("""{"da\u0074a":[{"b64_\u006ason":"iVBORw0KGgo=","url":"javascript:1"}]} trailing""")]
    public async Task GenerateAsync_WrongOrDuplicateFields_NeverLeaveTheHierarchy(string body)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", body);
        using GptImageClient client = Clients.For(server);

        Exception? exception =
            await Record.ExceptionAsync(() => client.GenerateAsync("A lighthouse", TestContext.Current.CancellationToken));

        Assert.True(exception is null or GptImageException, exception?.ToString());
        Assert.Single(server.Requests);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GenerateAsync_FloodOfPictures_KeepsTen(int files)
    {
        using Scratch scratch = new();
        string picture = $"{{\"b64_json\":\"{Convert.ToBase64String(Png)}\"}},";
        await using RawServer server =
            RawServer.Start(
                (_, connection) =>
                FloodAsync(connection, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"data\":[",
                picture, "]}", 300 * Mega));
        using GptImageClient client = Clients.For(server);
        TextToImageRequest request = new("A lighthouse") { Count = Math.Max(1, files) };

        GptImageException exception = files == 0
            ? await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.GenerateAsync(request, TestContext.Current.CancellationToken))
            : await Assert.ThrowsAsync<GptImageResponseException>(
                () =>
                client.GenerateToFilesAsync(request, scratch["picture-{0}"], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(10, exception.RecoveredImages.Count + exception.RecoveredFiles.Count);
        Assert.Equal(files == 0 ? 0 : 10, Directory.GetFileSystemEntries(scratch.Folder).Length);
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    [Fact]
    public async Task GenerateToFilesAsync_ATerabyteAnnounced_MakesNoRoomForIt()
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + $"{1024 * 1024 * Mega}\r\n\r\n{{\"data\":[{{\"b64_json\":\"{Convert.ToBase64String(Png)}\"}}");
            connection.Dispose();
        });
        using GptImageClient client = Clients.For(server, options => options.MaxImageBytes = 4 * Mega);

        GptImageException exception =
            await Assert.ThrowsAnyAsync<GptImageException>(
                () =>
                client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), scratch["poster"],
                cancellationToken: TestContext.Current.CancellationToken));

        Assert.Empty(exception.RecoveredImages);
        Assert.Equal(
            Png, await File.ReadAllBytesAsync(Assert.Single(exception.RecoveredFiles).Path, TestContext.Current.CancellationToken));
        Assert.Equal(ChargeState.Charged, exception.Charge);
    }

    private static long LiveBytes()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <summary>Makes a call, and looks at the memory that was live while the answer came.</summary>
    private static async Task<TException> AssertBoundedAsync<TException>(RawServer server, CancellationToken cancellationToken)
        where TException : GptImageException
    {
        using GptImageClient client = Clients.For(server, options => options.MaxImageBytes = 4 * Mega);
        long before = LiveBytes();
        _mostLive = 0;

        TException exception = await Assert.ThrowsAnyAsync<TException>(() => client.GenerateAsync("A lighthouse", cancellationToken));
        _mostLive = Math.Max(_mostLive, LiveBytes());

        Assert.InRange(_mostLive - before, long.MinValue, AllowedBytes);
        return exception;
    }

    private static async Task FloodAsync(RawConnection connection, string start, string repeated, string end, long length)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, Math.Max(1, 256 * 1024 / repeated.Length))));
        await connection.WriteAsync(start);
        for (long sent = 0; sent < length; sent += block.Length)
        {
            await connection.Stream.WriteAsync(block, connection.Stopped);
            if (sent % MeasuredEach < block.Length)
            {
                _mostLive = Math.Max(_mostLive, LiveBytes());
            }
        }

        await connection.WriteAsync(end);
        connection.Dispose();
    }
}
