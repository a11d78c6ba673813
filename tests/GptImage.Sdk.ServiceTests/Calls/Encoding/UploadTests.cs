using System.Globalization;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What an upload reads and sends, attempt by attempt: each input once, each body with the length it announced.</summary>
public sealed class UploadTests : IDisposable
{
    private const int MostProbedBytes = 4096;
    private const int Watchdog = 60_000;

    private const string Overloaded =
        """{"error":{"message":"The engine is currently overloaded, please try again later","type":"server_error","param":null,"code":null}}""";
    private const string WrongKey =
        """{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""";
    private const string RateLimit =
        """{"error":{"message":"Rate limit reached for gpt-image-2: Limit 5, Used 5. Please try again in 0s.","type":"input-images","param":null,"code":"rate_limit_exceeded"}}""";

    /// <summary>Longer than one block of the encoder, and no multiple of 3.</summary>
    private static readonly byte[] Picture = [.. Pictures.Png(64, 64), .. new byte[200_000]];

    private readonly Scratch _scratch = new();
    private readonly CountedInput _file;
    private readonly CountedInput _stream = new(() => new MemoryStream(Picture));

    public UploadTests()
    {
        string path = _scratch["input.png"];
        File.WriteAllBytes(path, Picture);
        _file = new CountedInput(() => ImageInput.FromFile(path).OpenRead());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_BusyTwice_ReadsAndSendsEachInputOnceAnAttempt(bool asJson)
    {
        int answered = 0;
        await using RawServer server = RawServer.Start((_, connection) => ++answered < 3
            ? connection.AnswerAsync(503, "application/json", System.Text.Encoding.UTF8.GetBytes(Overloaded))
            : connection.AnswerAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Pictures.Answer(Picture))));
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync(Edit(asJson, _file.Input, _stream.Input, ImageInput.FromBytes(Picture)), Token);

        Assert.Equal(3, server.Requests.Count);
        foreach ((RawRequest request, AttemptRecord attempt) in server.Requests.Zip(result.Attempts))
        {
            AssertAnnounced(request);
            Assert.Equal(request.Body.Length, attempt.BytesSent);
            Assert.Equal(
                3, request.BodyText.Split(
                    asJson ? Convert.ToBase64String(Picture) : System.Text.Encoding.Latin1.GetString(Picture)).Length - 1);
        }

        Assert.Equal(3, result.Attempts.Count);
        AssertReads(_file, attempts: 3);
        AssertReads(_stream, attempts: 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_StreamThatCannotTellItsLength_IsMeasuredOnce(bool asJson)
    {
        CountedInput blind = new(() => new MemoryStream(Picture), canSeek: false);
        int answered = 0;
        await using RawServer server = RawServer.Start((_, connection) => ++answered < 2
            ? connection.AnswerAsync(503, "application/json", System.Text.Encoding.UTF8.GetBytes(Overloaded))
            : connection.AnswerAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Pictures.Answer(Picture))));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync(Edit(asJson, blind.Input), Token);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, AssertAnnounced);
        Assert.InRange(blind.Reads[0], 1, MostProbedBytes);
        Assert.Equal(Enumerable.Repeat((long)Picture.Length, 3), blind.Reads.Skip(1));
        Assert.Equal(0, blind.Open);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_KeyRefusedAtTheHead_ReadsAndSendsNothingOfTheBody(bool asJson)
    {
        TaskCompletionSource<int> surplus = new();
        await using RawServer server = RawServer.Start((_, _) => Task.CompletedTask, async (request, connection) =>
        {
            await RefuseAsync(request, connection, 401, WrongKey, surplus);
            return true;
        });
        using GptImageClient client = Clients.For(server, options => options.ExpectContinueFromBytes = 100_000);

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync(Edit(asJson, _file.Input), Token));

        Assert.Equal(0, await surplus.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal((ChargeState.Rejected, 0), (exception.Charge, Assert.Single(exception.Attempts).BytesSent));
        AssertReads(_file, attempts: 0);
    }

    [Theory(Timeout = Watchdog)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_RateLimitAtTheHead_SendsTheBodyWithTheRepeatAlone(bool asJson)
    {
        TaskCompletionSource<int> surplus = new();
        int heads = 0;
        await using RawServer server = RawServer.Start(
            (_, connection) =>
                connection.AnswerAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Pictures.Answer(Picture))),
            async (request, connection) =>
            {
                bool isFirst = ++heads == 1;
                if (isFirst)
                {
                    await RefuseAsync(request, connection, 429, RateLimit, surplus);
                }

                return isFirst;
            });
        using GptImageClient client = Clients.For(server, options => options.ExpectContinueFromBytes = 100_000);

        ImageResult result = await client.GenerateAsync(Edit(asJson, _file.Input), Token);

        Assert.Equal(0, await surplus.Task.WaitAsync(TestContext.Current.CancellationToken));
        RawRequest sent = Assert.Single(server.Requests);
        AssertAnnounced(sent);
        Assert.Equal([0, sent.Body.Length], result.Attempts.Select(attempt => attempt.BytesSent));
        AssertReads(_file, attempts: 1);
    }

    /// <summary>Bodies of every kind announce their length, and none is chunked.</summary>
    [Fact]
    public async Task AnyCall_WithABody_AnnouncesItsLength()
    {
        await using RawServer server = RawServer.Start((request, connection) => connection.AnswerAsync(
            200,
            "application/json",
            System.Text.Encoding.UTF8.GetBytes(
                request.RequestLine.Contains("/files", StringComparison.Ordinal)
                ? """{"id":"file-1","object":"file","bytes":7,"created_at":1,"filename":"a.png","purpose":"vision"}"""
                : Pictures.Answer(Picture))));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync("żółć 😀", Token);
        await client.GenerateAsync(Edit(asJson: false, _file.Input) with { Mask = ImageInput.FromBytes(Pictures.Mask(64, 64)) }, Token);
        await client.GenerateAsync(Edit(asJson: true, _file.Input), Token);
        await client.GenerateAsync(Edit(asJson: false, new CountedInput(() => new MemoryStream(Picture), canSeek: false).Input), Token);
        await foreach (ImageUpdate update in client.StreamAsync(Edit(asJson: false, _stream.Input), partialImages: 1, Token))
        {
            Assert.NotNull(update);
        }

        await client.Files.UploadAsync(_file.Input, cancellationToken: Token);

        Assert.Equal(6, server.Requests.Count);
        Assert.All(server.Requests, AssertAnnounced);
    }

    /// <summary>Makes an edit whose body is a form, or JSON because one input is a file id.</summary>
    private static ImageToImageRequest Edit(bool asJson, params ImageInput[] inputs) =>
        new("Make it night", asJson ? [ImageInput.FromFileId("file-1"), .. inputs] : inputs);

    /// <summary>The length is announced, kept, and nothing is sent behind it: the next request on the connection would not be
    /// one.</summary>
    private static void AssertAnnounced(RawRequest request)
    {
        Assert.Equal(request.Body.Length.ToString(CultureInfo.InvariantCulture), request.Header("Content-Length"));
        Assert.Null(request.Header("Transfer-Encoding"));
        Assert.Matches("^POST /v1/(images/(generations|edits)|files) HTTP/1.1$", request.RequestLine);
        Assert.EndsWith(request.Header("Content-Type") == "application/json" ? "}" : "--\r\n", request.BodyText, StringComparison.Ordinal);
    }

    /// <summary>Once for the header, before anything is sent, then once for each attempt.</summary>
    private static void AssertReads(CountedInput input, int attempts)
    {
        Assert.InRange(input.Reads[0], 1, MostProbedBytes);
        Assert.Equal(Enumerable.Repeat((long)Picture.Length, attempts), input.Reads.Skip(1));
        Assert.Equal(0, input.Open);
    }

    /// <summary>Answers without having read the body, and counts what comes of it until the client hangs up.</summary>
    private static async Task RefuseAsync(
        RawRequest request, RawConnection connection, int status, string body, TaskCompletionSource<int> surplus)
    {
        Assert.Equal("100-continue", request.Header("Expect"));
        await connection.AnswerAsync(status, "application/json", System.Text.Encoding.UTF8.GetBytes(body));
        using MemoryStream rest = new();
        await connection.Stream.CopyToAsync(rest, connection.Stopped);
        surplus.SetResult((int)rest.Length);
    }
}
