using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Answers that are odd in one way or another, and have a picture that was paid for.</summary>
public sealed class OddAnswerTests
{
    private static readonly byte[] First = Pictures.Png(64, 48);
    private static readonly byte[] Second = Pictures.Jpeg(48, 64);
    private static readonly byte[] Third = Pictures.Webp(32, 32);

    private static readonly string Base64 = Convert.ToBase64String(First);

    private static readonly string Completed = $"data: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{Base64}\"}}\n\n";

    /// <summary>What stands before the finished event of a stream and must not harm it.</summary>
    public static TheoryData<string> OddEvents => new()
    {
        { "event: ping\ndata: ping\n\n" },
        { "event: ping\ndata: {\"n\":\n\n" },
        { "data: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"" + Base64[..40] + "\n\n" },
        { "event: image_generation.partial_image\ndata: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"" + Base64[..40]
            + ": keep-alive\n\n" + Base64[40..] + "\",\"partial_image_index\":0}\n\n" },
        { "data: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"****\",\"partial_image_index\":0}\n\n" },
        { "data: {\"type\":\"image_generation.partial_image\",\"b64_json\":\"AQID\\x\",\"partial_image_index\":0}\n\n" },
        { "data: [1,2,3]\n\ndata: 7\n\ndata: \"text\"\n\ndata: null\n\n" },
        { "data: {\"type\":7}\n\ndata: {\"\\ud800\":1}\n\ndata: {\"type\":\"\\ud800\"}\n\n" },
        { "data: {\"type\":\"something.new\",\"error\":null}\n\ndata: {\"error\":\"\"}\n\n" },
        { "junk\n\nmore junk: and more\n\n" },
    };

    /// <summary>Streams whose finished picture is not where the service puts it.</summary>
    public static TheoryData<string> OddPlaces => new()
    {
        { $"event: image_generation.completed\ndata: {{\"b64_json\":\"{Base64}\"}}\n\n" },
        { $"data: {{\"b64_json\":\"{Base64}\"}}\nevent: image_generation.completed\n\n" },
        { $"data: {{\"data\":[{{\"b64_json\":\"{Base64}\"}}]}}\n\n" },
        { $"data: {{\"type\":\"result\",\"data\":[{{\"b64_json\":\"{Base64}\"}}]}}\n\ndata: [DONE]\n\n" },
        { $"data: {{\"b64_json\":\"{Base64}\"}}\n\n" },
        { $"data: {{\"type\":\"something.new\",\"b64_json\":\"{Base64}\"}}\n\n" },
        { $"data: {{\"type\":\"response.output_item.done\",\"item\":{{\"result\":\"{Base64}\"}}}}\n\n"
            + $"data: {{\"type\":\"response.completed\",\"response\":{{\"output\":[{{\"result\":\"{Base64}\"}}]}}}}\n\n" },
        { $"data: {{\"type\":\"response.completed\",\"response\":{{\"output\":[{{\"result\":\"{Base64}\"}}]}}}}\n\n" },
        { $"data: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{Base64}\",\"usage\":oops}}\n\n: bye\n\n" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OddEvents))]
    public async Task AnyWay_OddEventBeforeThePicture_IsPassedOver(string odd)
    {
        foreach (Way way in Enum.GetValues<Way>())
        {
            await AssertBringsAsync(way, "text/event-stream", odd + Completed, First);
        }
    }

    [Theory]
    [MemberData(nameof(OddPlaces))]
    public async Task AnyWay_PictureInAnOddEvent_IsRead(string stream)
    {
        foreach (Way way in Enum.GetValues<Way>())
        {
            await AssertBringsAsync(way, "text/event-stream", stream, First);
        }
    }

    [Theory]
    [InlineData("{\"data\":[{\"b64_json\":\"{0}\"}]} trailing")]
    [InlineData("{\"data\":[{\"b64_json\":\"{0}\",\"url\":\"data:image/png;base64,{0}\"}]}")]
    [InlineData("{\"data\":[{\"b64_json\":\"{0}\",\"url\":\"https://example.com/1.png\"}],\"url\":\"https://example.com/\"}")]
    [InlineData("{\"data\":{\"b64_json\":\"{0}\"}}")]
    [InlineData("[{\"b64_json\":\"{0}\"}]")]
    [InlineData("{\"b64_json\":\"{0}\"}")]
    [InlineData("{\"data\":[{\"b64_json\":\"{0}\"}],\"error\":{\"message\":\"never mind\"}}")]
    [InlineData("{\"data\":[{\"b64_json\":\"{0}\"},{\"b64_json\":\"***\"}]}")]
    public async Task AnyWay_OddDocument_BringsThePicture(string document)
    {
        foreach (Way way in Enum.GetValues<Way>())
        {
            await AssertBringsAsync(way, "application/json", document.Replace("{0}", Base64, StringComparison.Ordinal), First);
        }
    }

    [Theory]
    [InlineData(Way.Memory)]
    [InlineData(Way.Files)]
    [InlineData(Way.Stream)]
    [InlineData(Way.StreamFiles)]
    public async Task AnyWay_MorePicturesThanAskedFor_AreAllKept(Way way)
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(First, Second, Third));
        using GptImageClient client = Clients.For(server);
        TextToImageRequest request = new("A lighthouse");

        (IReadOnlyList<byte[]> pictures, ImageCallResult result, byte[] first) =
            await ReceiveAsync(client, request, way, scratch["poster"]);

        Assert.Equal([First, Second, Third], pictures);
        Assert.Equal(First, first);
        Assert.Contains(new ImageDeviation { Parameter = "n", Requested = "1", Actual = "3" }, result.Deviations);
        if (way is Way.Files or Way.StreamFiles)
        {
            Assert.Equal(
                ["poster-2.jpg", "poster-3.webp", "poster.png"],
                Directory.GetFileSystemEntries(scratch.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task GenerateAsync_MorePicturesThanTheServiceMakes_AreTen()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer([.. Enumerable.Repeat(First, 13)]));
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Enumerable.Repeat(First, 10), result.Images.Select(image => image.Bytes.ToArray()));
        Assert.Equal(1295, result.Usage?.TotalTokens);
    }

    [Fact]
    public async Task StreamAsync_TwoFinishedPictures_AreBothInTheResult()
    {
        await using RawServer server = RawServer.Answering(
            200, "text/event-stream",
            Completed + $"data: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{Convert.ToBase64String(Second)}\"}}\n\n");
        using GptImageClient client = Clients.For(server);
        using Scratch scratch = new();

        (IReadOnlyList<byte[]> pictures, _, byte[] first) =
            await ReceiveAsync(client, new TextToImageRequest("A lighthouse"), Way.Stream, scratch["poster"]);

        Assert.Equal([First, Second], pictures);
        Assert.Equal(First, first);
    }

    [Theory]
    [InlineData("event: error\ndata: upstream timeout\n\n", "upstream timeout")]
    [InlineData("event: error\ndata: {\"message\":\"no luck\"}\n\n", "no luck")]
    [InlineData("data: {\"type\":\"image_generation.failed\",\"message\":\"no luck\"}\n\n", "no luck")]
    [InlineData("data: {\"error\":\"no luck\"}\n\n", "no luck")]
    public async Task StreamAsync_FailureInAnyShape_IsTold(string stream, string message)
    {
        await using RawServer server = RawServer.Answering(200, "text/event-stream", stream);
        using GptImageClient client = Clients.For(server, options => options.Retry.MaxAttempts = 1);
        using Scratch scratch = new();

        GptImageApiException exception = await Assert.ThrowsAnyAsync<GptImageApiException>(
            () => ReceiveAsync(client, new TextToImageRequest("A lighthouse"), Way.Stream, scratch["poster"]));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false, "Content-Length: {0}\r\n")]
    [InlineData(true, "Content-Length: {0}\r\n")]
    [InlineData(false, "")]
    [InlineData(true, "")]
    public async Task AnyWay_EndThatNeverComes_IsWaitedForOneSecond(bool isStream, string header)
    {
        foreach (Way way in Enum.GetValues<Way>())
        {
            using Scratch scratch = new();
            GraceClock time = new();
            string answer = isStream ? Completed[..^1] : Pictures.Answer(First);
            await using RawServer server = RawServer.Start(async (_, connection) =>
            {
                await connection.WriteAsync(
                    $"HTTP/1.1 200 OK\r\n{header.Replace("{0}", $"{answer.Length + 100}", StringComparison.Ordinal)}\r\n{answer}");
                await time.GraceBegan;
                time.Advance(TimeSpan.FromSeconds(1));
                await connection.StallAsync();
            });
            using GptImageClient client = Clients.For(server, options => options.TimeProvider = time);

            (IReadOnlyList<byte[]> pictures, ImageCallResult result, _) = await ReceiveAsync(
                client, new TextToImageRequest("A lighthouse"), way, scratch["poster"]).WaitAsync(TestContext.Current.CancellationToken);

            Assert.Equal([First], pictures);
            Assert.Equal(
                header.Length > 0 && !isStream ? ["answer-odd"] : [],
                result.Warnings.Where(warning => warning.RuleId == "answer-odd").Select(warning => warning.RuleId));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyWay_LengthThatDoesNotFit_IsAWarning(bool isStream)
    {
        foreach (Way way in Enum.GetValues<Way>())
        {
            using Scratch scratch = new();
            await using RawServer server = RawServer.Start((_, connection) => connection.AnswerCutAsync(
                isStream ? Completed : Pictures.Answer(First), missing: 7, isStream ? "text/event-stream" : "application/json"));
            using GptImageClient client = Clients.For(server);

            (IReadOnlyList<byte[]> pictures, ImageCallResult result, _) =
                await ReceiveAsync(client, new TextToImageRequest("A lighthouse"), way, scratch["poster"]);

            Assert.Equal([First], pictures);
            Finding warning = Assert.Single(result.Warnings, warning => warning.RuleId == "answer-odd");
            Assert.Equal(FindingSeverity.Warning, warning.Severity);
            Assert.StartsWith("The answer broke off behind its pictures, which are whole", warning.Message, StringComparison.Ordinal);
        }
    }

    private static async Task AssertBringsAsync(Way way, string contentType, string answer, byte[] picture)
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, contentType, answer);
        using GptImageClient client = Clients.For(server);

        (IReadOnlyList<byte[]> pictures, _, _) =
            await ReceiveAsync(client, new TextToImageRequest("A lighthouse"), way, scratch["poster"]);

        Assert.Equal([picture], pictures);
        Assert.Single(server.Requests);
    }

    /// <summary>Receives all finished pictures, the result, and the picture that is given as the first.</summary>
    private static async Task<(IReadOnlyList<byte[]> Pictures, ImageCallResult Result, byte[] First)> ReceiveAsync(
        GptImageClient client, ImageRequest request, Way way, string path)
    {
        switch (way)
        {
            case Way.Memory:
                ImageResult result = await client.GenerateAsync(request, Token);
                return ([.. result.Images.Select(image => image.Bytes.ToArray())], result, result.Images[0].Bytes.ToArray());
            case Way.Files:
                SavedImageResult saved = await client.GenerateToFilesAsync(request, path, cancellationToken: Token);
                IReadOnlyList<byte[]> written = await ReadAsync(saved);
                return (written, saved, written[0]);
            case Way.Stream:
                CompletedImageUpdate completed = Assert.IsType<CompletedImageUpdate>(
                    (await CollectAsync(client.StreamAsync(request, 1, Token)))[^1]);
                return (
                    [.. completed.Result.Images.Select(image => image.Bytes.ToArray())], completed.Result,
                    completed.Image.Bytes.ToArray());
            default:
                SavedImageUpdate update = (await CollectAsync(client.StreamToFilesAsync(request, path, 1, cancellationToken: Token)))[^1];
                SavedImageResult files = Assert.IsType<SavedCompletedImageUpdate>(update).Result;
                return (await ReadAsync(files), files, await File.ReadAllBytesAsync(update.File.Path, Token));
        }
    }

    private static async Task<IReadOnlyList<byte[]>> ReadAsync(SavedImageResult result)
    {
        List<byte[]> pictures = [];
        foreach (SavedImage file in result.Files)
        {
            pictures.Add(await File.ReadAllBytesAsync(file.Path, Token));
        }

        return pictures;
    }

    private static async Task<List<T>> CollectAsync<T>(IAsyncEnumerable<T> updates)
    {
        List<T> all = [];
        await foreach (T update in updates)
        {
            all.Add(update);
        }

        return all;
    }

    /// <summary>A clock that knows when the second behind a whole answer begins.</summary>
    private sealed class GraceClock : FakeTimeProvider
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task GraceBegan => _began.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == TimeSpan.FromSeconds(1))
            {
                _began.SetResult();
            }

            return timer;
        }
    }
}
