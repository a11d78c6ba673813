using System.Text;

namespace GptImage.Sdk.ServiceTests;

public class StreamTests
{
    private static readonly byte[] Preview = Pictures.Png(64, 64);
    private static readonly byte[] Final = Pictures.Png();

    private static readonly string Partial =
        $$"""{"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"{{Convert.ToBase64String(Preview)}}","created_at":1761112880,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png"}""";

    private static readonly string Completed =
        $$$"""{"type":"image_generation.completed","b64_json":"{{{Convert.ToBase64String(Final)}}}","created_at":1761105722,"usage":{"input_tokens":7,"output_tokens":4460,"total_tokens":4467,"input_tokens_details":{"text_tokens":7,"image_tokens":0}},"size":"1024x1024","quality":"high","background":"opaque","output_format":"png"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Oddities => new()
    {
        { "as documented",
            $"event: image_generation.partial_image\ndata: {Partial}\n\nevent: image_generation.completed\ndata: {Completed}\n\n" },
        { "CRLF",
            $"event: image_generation.partial_image\r\ndata: {Partial}\r\n\r\nevent: image_generation.completed\r\ndata: "
            + $"{Completed}\r\n\r\n" },
        { "CR", $"data: {Partial}\r\rdata: {Completed}\r\r" },
        { "no event names, no space", $"data:{Partial}\n\ndata:{Completed}\n\n" },
        { "comments", $": keep-alive\n\n: keep-alive\n\ndata: {Partial}\n\n:\n\ndata: {Completed}\n\n: bye\n\n" },
        { "DONE", $"data: {Partial}\n\ndata: {Completed}\n\ndata: [DONE]\n\n" },
        { "no last blank line", $"data: {Partial}\n\ndata: {Completed}" },
        { "byte-order mark", $"\ufeffdata: {Partial}\n\ndata: {Completed}\n\n" },
        { "several data lines",
            $"data: {Partial.Replace(",\"", "\ndata: ,\"", StringComparison.Ordinal)}\n\nid: 7\ndata: {Completed}\nretry: 5\n\n" },
        { "unknown events",
            $"data: {{\"type\":\"image_generation.in_progress\"}}\n\nevent: ping\ndata: {{\"type\":\"ping\",\"n\":[1,2]}}\n\ndata: "
            + $"{Partial}\n\ndata: {Completed}\n\n" },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public async Task StreamAsync_AnyFraming_BringsPreviewAndPicture(string name, string stream)
    {
        Assert.NotEmpty(name);
        await using RawServer server = RawServer.Answering(200, "text/event-stream; charset=utf-8", stream, "x-request-id: req_s\r\n");
        using GptImageClient client = Clients.For(server);

        List<ImageUpdate> updates = await CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), partialImages: 1, Token));

        Assert.Equal("""{"model":"gpt-image-2","prompt":"A lighthouse","stream":true,"partial_images":1}""", server.Requests[0].BodyText);
        PartialImageUpdate partial = Assert.IsType<PartialImageUpdate>(updates[0]);
        CompletedImageUpdate completed = Assert.IsType<CompletedImageUpdate>(updates[1]);
        Assert.Equal(2, updates.Count);
        Assert.Equal((0, Preview.Length), (partial.Index, partial.Image.Bytes.Length));
        Assert.Equal(Final, completed.Image.Bytes.ToArray());
        Assert.Equal((7, 4460, 4467), (completed.Usage?.InputTokens, completed.Usage?.OutputTokens, completed.Usage?.TotalTokens));
        Assert.Equal("req_s", completed.Result.RequestId);
        Assert.Single(completed.Result.Attempts);
    }

    [Fact]
    public async Task StreamAsync_EndsWithoutThePicture_ThrowsAndMayHaveCost()
    {
        await using RawServer server = RawServer.Answering(200, "text/event-stream", $"data: {Partial}\n\n");
        using GptImageClient client = Clients.For(server);
        List<ImageUpdate> updates = [];

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token), updates));

        Assert.IsType<PartialImageUpdate>(Assert.Single(updates));
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Contains("before the picture was finished", exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task StreamAsync_ErrorEvent_ThrowsTheTypedError()
    {
        await using RawServer server =
            RawServer.Answering(200, "text/event-stream",
            $"data: {Partial}\n\nevent: error\ndata: "
            + $"{{\"type\":\"error\",\"error\":{{\"type\":\"image_generation_user_error\",\"code\":\"moderation_blocked\","
            + "\"message\":\"Your request was rejected by the safety system. safety_violations=[violence].\",\"param\":null}}\n\n");
        using GptImageClient client = Clients.For(server);

        GptImageModerationException exception =
            await Assert.ThrowsAsync<GptImageModerationException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token)));

        Assert.Equal(["violence"], exception.Categories);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task StreamAsync_ServerErrorEvent_IsAServerErrorThatMayHaveCost()
    {
        await using RawServer server =
            RawServer.Answering(200, "text/event-stream",
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"image_generation_server_error\","
            + "\"code\":\"image_generation_failed\",\"message\":\"Image generation failed\",\"param\":null}}\n\n");
        using GptImageClient client = Clients.For(server);

        GptImageServerException exception =
            await Assert.ThrowsAsync<GptImageServerException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token)));

        Assert.Equal(("image_generation_failed", ChargeState.PossiblyCharged), (exception.Code, exception.Charge));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("\"type\":\"image_generation.completed\",", ",\"usage\":{]}")]
    [InlineData("\"type\":\"image_generation.completed\",", ",\"error\":{\"code\":\"x\",\"message\":\"No.\"}}")]
    [InlineData("", ",\"type\":\"image_generation.completed\",\"usage\":{]}")]
    [InlineData("\"created_at\":[{\"type\":\"x\"}],\"t\\u0079pe\":\"image_edit.completed\",", ",]")]
    public async Task StreamAsync_FinishedEventIsWrongBehindItsPicture_BringsThePicture(string before, string after)
    {
        await using RawServer server =
            RawServer.Answering(200, "text/event-stream", $"data: {{{before}\"b64_json\":\"{Convert.ToBase64String(Final)}\"{after}\n\n");
        using GptImageClient client = Clients.For(server);

        List<ImageUpdate> updates = await CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token));

        Assert.Equal(Final, Assert.IsType<CompletedImageUpdate>(Assert.Single(updates)).Image.Bytes.ToArray());
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("\"type\":\"image_generation.partial_image\",", ",\"usage\":{]}")]
    [InlineData("\"type\":7,", ",\"usage\":{]}")]
    [InlineData("", ",\"usage\":{]}")]
    public async Task StreamAsync_OtherEventBreaksBehindItsPicture_IsNoFinishedPicture(string before, string after)
    {
        await using RawServer server =
            RawServer.Answering(200, "text/event-stream", $"data: {{{before}\"b64_json\":\"{Convert.ToBase64String(Final)}\"{after}\n\n");
        using GptImageClient client = Clients.For(server);

        GptImageException exception =
            await Assert.ThrowsAnyAsync<GptImageException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token)));

        Assert.Empty(exception.RecoveredImages);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task StreamAsync_RefusedBeforeTheStream_ThrowsLikeAPlainCall()
    {
        await using RawServer server =
            RawServer.Answering(401, "application/json",
            """{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""");
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAsync<GptImageAuthenticationException>(
            () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), cancellationToken: Token)));
    }

    [Fact]
    public async Task StreamAsync_MorePreviewsThanAskedFor_AreDroppedAndThePictureKept()
    {
        await using RawServer server =
            RawServer.Answering(200, "Text/Event-Stream", string.Concat(Enumerable.Repeat($"data: {Partial}\n\n", 3)) + "data: ping\n\n"
            + $"data: {Completed}\n\n");
        using GptImageClient client = Clients.For(server);

        List<ImageUpdate> updates = await CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token));

        Assert.Equal([typeof(PartialImageUpdate), typeof(CompletedImageUpdate)], updates.Select(update => update.GetType()));
    }

    [Fact]
    public async Task StreamAsync_NothingButPreviews_EndsTheCall()
    {
        await using RawServer server =
            RawServer.Answering(200, "text/event-stream", string.Concat(Enumerable.Repeat($"data: {Partial}\n\n", 19)));
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 2, Token)));

        Assert.Contains("where 2 were asked for", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StreamAsync_CompletedAndConnectionLeftOpen_BringsThePictureAtOnce()
    {
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {Completed}\n\n");
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);

        List<ImageUpdate> updates = await CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 0, Token));

        Assert.IsType<CompletedImageUpdate>(Assert.Single(updates));
    }

    [Fact]
    public async Task StreamAsync_CompletedWithAnAddress_GivesTheAddress()
    {
        await using RawServer server =
            RawServer.Answering(200, "text/event-stream",
            "data: {\"type\":\"image_generation.completed\",\"url\":\"https://example.com/1.png\",\"created_at\":1761112880.5}\n\n");
        using GptImageClient client = Clients.For(server);

        List<ImageUpdate> updates = await CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 0, Token));

        Assert.Equal(new Uri("https://example.com/1.png"), Assert.IsType<CompletedImageUpdate>(Assert.Single(updates)).Image.Url);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public async Task StreamAsync_PartialImagesOutOfRange_SendsNothing(int partialImages)
    {
        await using RawServer server = RawServer.Answering(200, "text/event-stream", "");
        using GptImageClient client = Clients.For(server);

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), partialImages, Token)));

        Assert.Equal("partial-images-range", exception.Findings[0].RuleId);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task StreamAsync_SeveralPictures_SendsNothing()
    {
        await using RawServer server = RawServer.Answering(200, "text/event-stream", "");
        using GptImageClient client = Clients.For(server);

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse") { Count = 2 }, 0, Token)));

        Assert.Equal("stream-count", exception.Findings[0].RuleId);
    }

    [Fact(Timeout = 60_000)]
    public async Task StreamAsync_SilentTooLong_SaysWhichLimit()
    {
        SilenceClock time = new(TimeSpan.FromMinutes(5));
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {Partial}\n\n");
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server, options => options.TimeProvider = time);

        GptImageTimeoutException exception = await Assert.ThrowsAsync<GptImageTimeoutException>(async () =>
        {
            await foreach (
                ImageUpdate update in client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, TestContext.Current.CancellationToken))
            {
                Assert.IsType<PartialImageUpdate>(update);
                await time.WaitUntilSetAsync();
                time.Advance(TimeSpan.FromMinutes(6));
            }
        });

        Assert.Equal(TimeoutKind.StreamIdle, exception.Limit);
        Assert.StartsWith(
            "The stream was silent for 300 seconds (GptImageClientOptions.StreamIdleTimeout). A picture may have been made and charged",
            exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task StreamAsync_CallerCancels_StaysACancellationByTheCallersToken()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await cancel.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);

        OperationCanceledException exception =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, cancel.Token)));

        Assert.Equal(cancel.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task StreamAsync_LeftEarly_EndsTheConnection()
    {
        TaskCompletionSource hungUp = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {Partial}\n\n");
            byte[] one = new byte[1];
            Assert.Equal(0, await connection.Stream.ReadAsync(one, connection.Stopped));
            hungUp.SetResult();
        });
        using GptImageClient client = Clients.For(server);

        await foreach (ImageUpdate update in client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token))
        {
            Assert.IsType<PartialImageUpdate>(update);
            break;
        }

        await hungUp.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task StreamAsync_AnsweredWithPlainJson_BringsThePicture()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Final));
        using GptImageClient client = Clients.For(server);

        List<ImageUpdate> updates = await CollectAsync(client.StreamAsync(new TextToImageRequest("A lighthouse"), 1, Token));

        Assert.Equal(Final, Assert.IsType<CompletedImageUpdate>(Assert.Single(updates)).Image.Bytes.ToArray());
    }

    [Fact]
    public async Task StreamToFilesAsync_PreviewAndPicture_AreFiles()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        await using RawServer server = RawServer.Answering(200, "text/event-stream", $"data: {Partial}\n\ndata: {Completed}\n\n");
        using GptImageClient client = Clients.For(server);

        List<SavedImageUpdate> updates = [];
        await foreach (
            SavedImageUpdate update in client.StreamToFilesAsync(
                new TextToImageRequest("A lighthouse"), Path.Combine(folder, "poster-{0}"), 1, cancellationToken: Token))
        {
            updates.Add(update);
        }

        Assert.Equal(["poster-1-partial-1.png", "poster-1.png"], updates.Select(update => Path.GetFileName(update.File.Path)));
        Assert.Equal([false, true], updates.Select(update => update is SavedCompletedImageUpdate));
        Assert.Equal(Final, await File.ReadAllBytesAsync(updates[1].File.Path, Token));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Assert.Equal(4460, Assert.IsType<SavedCompletedImageUpdate>(updates[1]).Usage?.OutputTokens);
        Assert.Equal(0, Assert.IsType<SavedPartialImageUpdate>(updates[0]).Index);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<ImageUpdate>> CollectAsync(IAsyncEnumerable<ImageUpdate> stream, List<ImageUpdate>? into = null)
    {
        into ??= [];
        await foreach (ImageUpdate update in stream)
        {
            into.Add(update);
        }

        return into;
    }
}
