using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

public class AttemptTests
{
    private const string RateLimit =
        """{"error":{"message":"Rate limit reached for gpt-image-2 in organization org on input-images per min: Limit 5, Used 5. Please try again in 12s.","type":"input-images","param":null,"code":"rate_limit_exceeded"}}""";
    private const string Overloaded =
        """{"error":{"message":"Overloaded","type":"server_error","param":null,"code":"server_is_overloaded"}}""";
    private const string Failed =
        """{"error":{"message":"The server had an error while processing your request. Sorry about that!","type":"server_error","param":null,"code":null}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, RateLimit, 3, ChargeState.Rejected)]
    [InlineData(409, Failed, 3, ChargeState.Rejected)]
    [InlineData(503, Overloaded, 3, ChargeState.Rejected)]
    [InlineData(500, Failed, 2, ChargeState.PossiblyCharged)]
    [InlineData(503, "<html>busy</html>", 1, ChargeState.PossiblyCharged)]
    [InlineData(502, "<html>bad gateway</html>", 1, ChargeState.PossiblyCharged)]
    [InlineData(500, "", 1, ChargeState.PossiblyCharged)]
    [InlineData(408, Failed, 1, ChargeState.PossiblyCharged)]
    [InlineData(400, Failed, 1, ChargeState.Rejected)]
    [InlineData(401, Failed, 1, ChargeState.Rejected)]
    [InlineData(403, Failed, 1, ChargeState.Rejected)]
    [InlineData(404, Failed, 1, ChargeState.Rejected)]
    [InlineData(410, Failed, 1, ChargeState.Rejected)]
    [InlineData(413, Failed, 1, ChargeState.Rejected)]
    [InlineData(422, Failed, 1, ChargeState.Rejected)]
    public async Task GenerateAsync_ErrorStatus_IsRepeatedAsTheMoneyRulesSay(int status, string body, int requests, ChargeState charge)
    {
        await using RawServer server =
            RawServer.Answering(status, "application/json", body, "retry-after-ms: 0\r\nx-request-id: req_1\r\n");
        using GptImageClient client = Clients.For(server);

        GptImageApiException exception =
            await Assert.ThrowsAnyAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(charge, exception.Charge);
        Assert.Equal(status, exception.StatusCode);
        Assert.Equal("req_1", exception.RequestId);
        Assert.Equal(Enumerable.Range(1, requests), exception.Attempts.Select(attempt => attempt.Number));
        Assert.All(exception.Attempts, attempt => Assert.Equal((status, charge), (attempt.StatusCode, attempt.Charge)));
        Assert.All(exception.Attempts, attempt => Assert.True(attempt.BytesSent > 0));
    }

    [Fact]
    public async Task GenerateAsync_NobodyListens_IsNotSentAndRepeated()
    {
        Uri nobody;
        await using (RawServer server = RawServer.Answering(200, "application/json", "{}"))
        {
            nobody = server.BaseAddress;
        }

        using GptImageClient client = Clients.For(nobody);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Equal(3, exception.Attempts.Count);
        Assert.Contains("Nothing was sent", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ResetAfterTheUpload_IsNotRepeated()
    {
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });
        using GptImageClient client = Clients.For(server);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Single(server.Requests);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Contains("may have been made and charged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_CutBody_KeepsTheCompletePictureAndIsNotRepeated()
    {
        byte[] first = Pictures.Png();
        string answer = Pictures.Answer(first, Pictures.Png(2048, 1152));
        string cut = answer[..(answer.LastIndexOf("b64_json", StringComparison.Ordinal) + 40)];
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerCutAsync(cut, missing: 5000));
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.GenerateAsync(new TextToImageRequest("Two") { Count = 2 }, Token));

        Assert.Single(server.Requests);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Equal(first, Assert.Single(exception.RecoveredImages).Bytes.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_CutBodyAndRepeatAllowed_IsRepeated()
    {
        await using RawServer server =
            RawServer.Start((_, connection) => connection.AnswerCutAsync("""{"created":1,"data":[""", missing: 100));
        using GptImageClient client = Clients.For(server, options => options.Retry.RepeatPossiblyCharged = true);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"created\":1,\"data\":[]}")]
    [InlineData("{\"data\":[{\"b64_json\":null}]}")]
    [InlineData("{\"task_id\":\"t1\"}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[1,2")]
    [InlineData("{\"data\":[{\"b64_json\":\"%%%%\"}]}")]
    public async Task GenerateAsync_AnswerWithoutAPicture_MayHaveCost(string body)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", body);
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Single(server.Requests);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task GenerateAsync_HtmlWithStatus200_NamesTheBaseAddress()
    {
        await using RawServer server = RawServer.Answering(200, "text/html", "<html><body>Welcome</body></html>");
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("BaseAddress", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_WaitAskedForAboveTheLimit_EndsTheCallWithThatWait()
    {
        await using RawServer server = RawServer.Answering(429, "application/json", RateLimit, "retry-after: 600\r\n");
        using GptImageClient client = Clients.For(server);

        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Single(server.Requests);
        Assert.Equal(TimeSpan.FromMinutes(10), exception.RetryAfter);
        Assert.Contains("600 seconds", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ShouldRetryFalse_EndsTheCall()
    {
        await using RawServer server = RawServer.Answering(503, "application/json", Overloaded, "x-should-retry: false\r\n");
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAsync<GptImageServerException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task GenerateAsync_Redirect_IsNotFollowedAndNamesTheHost(int status)
    {
        await using RawServer other = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        await using RawServer server =
            RawServer.Answering(status, "text/plain", "", $"Location: {other.BaseAddress}images/generations\r\n");
        using GptImageClient client = Clients.For(server);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Empty(other.Requests);
        Assert.Contains(other.BaseAddress.Authority, exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.Rejected, exception.Charge);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task GenerateAsync_OwnHandlerThatFollowsRedirects_StillSendsTheRequestOnlyOnce(int status)
    {
        await using RawServer other = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        await using RawServer server =
            RawServer.Answering(status, "text/plain", "", $"Location: {other.BaseAddress}images/generations\r\n");
        using HttpClientHandler handler = new() { AllowAutoRedirect = true };
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = server.BaseAddress }, handler);

        await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Single(server.Requests);
        Assert.DoesNotContain(other.Requests, request => request.Body.Length > 0 || request.Header("Authorization") is not null);
    }

    [Fact]
    public async Task GenerateAsync_AttemptTakesTooLong_SaysWhichLimitAndIsNotRepeated()
    {
        FakeTimeProvider time = new();
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            time.Advance(TimeSpan.FromMinutes(11));
            return connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server, options => options.TimeProvider = time);

        GptImageTimeoutException exception =
            await Assert.ThrowsAsync<GptImageTimeoutException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(TimeoutKind.Attempt, exception.Limit);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.StartsWith(
            "The attempt took longer than 600 seconds (GptImageClientOptions.AttemptTimeout). A picture may have been made and charged",
            exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Equal(TimeSpan.FromMinutes(11), Assert.Single(exception.Attempts).Duration);
    }

    [Fact]
    public async Task GenerateAsync_CallTakesTooLong_SaysWhichLimit()
    {
        FakeTimeProvider time = new();
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            time.Advance(TimeSpan.FromMinutes(21));
            return connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server, options =>
        {
            options.TimeProvider = time;
            options.AttemptTimeout = TimeSpan.FromHours(1);
        });

        GptImageTimeoutException exception =
            await Assert.ThrowsAsync<GptImageTimeoutException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(TimeoutKind.Total, exception.Limit);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Single(exception.Attempts);
    }

    [Fact]
    public async Task GenerateAsync_CallerCancels_StaysACancellation()
    {
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await cancel.CancelAsync();
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);

        OperationCanceledException exception =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GenerateAsync("A lighthouse", cancel.Token));

        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_KeyAndPicture_AreInNoExceptionText()
    {
        await using RawServer server =
            RawServer.Answering(401, "application/json",
            """{"error":{"message":"Incorrect API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""");
        using GptImageClient client = Clients.For(server.BaseAddress, apiKey: "sk-very-secret");

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.DoesNotContain("sk-very-secret", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://images.example.com/v1", false, true)]
    [InlineData("http://images.example.com/v1", true, false)]
    [InlineData("https://images.example.com/v1", false, false)]
    [InlineData("http://127.0.0.1:5005/v1", false, false)]
    [InlineData("http://[::1]:5005/v1", false, false)]
    [InlineData("ftp://images.example.com/v1", true, true)]
    public void Constructor_BaseAddress_RefusesPlainHttpBeyondLoopback(string address, bool allowed, bool isRefused)
    {
        GptImageClientOptions options = new() { ApiKey = "sk-test", BaseAddress = new Uri(address), AllowInsecureHttp = allowed };

        Exception? exception = Record.Exception(() => new GptImageClient(options).Dispose());

        Assert.Equal(isRefused, exception is ArgumentException);
        Assert.True(!isRefused || exception?.Message.Contains("BaseAddress", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task GenerateAsync_SecondAttemptSucceeds_TellsOfBoth()
    {
        int count = 0;
        await using RawServer server = RawServer.Start((_, connection) => ++count == 1
            ? connection.AnswerAsync(
                429, "application/json", Encoding.UTF8.GetBytes(RateLimit), "retry-after-ms: 1\r\nx-request-id: req_a\r\n")
            : connection.AnswerAsync(
                200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Pictures.Png())), "x-request-id: req_b\r\n"));
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal([(int)HttpStatusCode.TooManyRequests, 200], result.Attempts.Select(attempt => attempt.StatusCode));
        Assert.Equal(["req_a", "req_b"], result.Attempts.Select(attempt => attempt.RequestId));
        Assert.Equal(TimeSpan.FromMilliseconds(1), result.Attempts[1].DelayBefore);
        Assert.Equal("req_b", result.RequestId);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task GenerateAsync_EmptyErrorBesideThePicture_BringsThePicture(string error)
    {
        string answer = Pictures.Answer(Pictures.Png());
        await using RawServer server = RawServer.Answering(200, "application/json", $"{{\"error\":{error},{answer[1..]}");
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(OutputFormat.Png, result.Image.Format);
    }

    [Fact]
    public async Task GenerateAsync_ErrorBesideThePicture_HandsThePictureOver()
    {
        byte[] png = Pictures.Png();
        string answer = Pictures.Answer(png);
        await using RawServer server = RawServer.Answering(200, "application/json", $"{{\"error\":\"half of it failed\",{answer[1..]}");
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(png, result.Image.Bytes.ToArray());
        Assert.Equal(ChargeState.Charged, result.Charge);
    }

    [Theory]
    [InlineData(TimeoutKind.Attempt)]
    [InlineData(TimeoutKind.Total)]
    public async Task GenerateAsync_TimeoutAfterTheFirstPicture_KeepsIt(TimeoutKind limit)
    {
        FakeTimeProvider time = new();
        byte[] first = Pictures.Png();
        string answer = Pictures.Answer(first, Pictures.Png(2048, 1152));
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_t\r\nContent-Length: "
                + $"{answer.Length}\r\n\r\n{answer[..(answer.LastIndexOf("b64_json", StringComparison.Ordinal) + 40)]}");
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server, options =>
        {
            options.TimeProvider = time;
            options.AttemptTimeout = limit == TimeoutKind.Attempt ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(2);
            options.TotalTimeout = limit == TimeoutKind.Total ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(2);
        });
        string folder = Directory.CreateTempSubdirectory().FullName;
        Task<SavedImageResult> call =
            client.GenerateToFilesAsync(new TextToImageRequest("Two") { Count = 2 }, Path.Combine(folder, "t-{0}"),
            cancellationToken: Token);
        while (!File.Exists(Path.Combine(folder, "t-1.png")))
        {
            await Task.Yield();
        }

        time.Advance(TimeSpan.FromMinutes(2));
        GptImageTimeoutException exception = await Assert.ThrowsAsync<GptImageTimeoutException>(() => call);

        Assert.Equal(limit, exception.Limit);
        Assert.Equal(first, await File.ReadAllBytesAsync(Assert.Single(exception.RecoveredFiles).Path, Token));
        Assert.Equal((ChargeState.Charged, "req_t"), (exception.Charge, exception.RequestId));
        Assert.Contains("Complete and charged: 1", exception.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task GenerateAsync_EmptyBytesBesideAnAddress_GivesTheAddress()
    {
        await using RawServer server =
            RawServer.Answering(200, "application/json",
            """{"created":1.5,"data":[{"url":"https://example.com/1.png","b64_json":""}],"usage":{"input_tokens":[],"output_tokens":"7"}}""",
            "Content-Encoding: identity\r\n");
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(new Uri("https://example.com/1.png"), result.Image.Url);
        Assert.Equal(7, result.Usage?.OutputTokens);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1), result.CreatedAt);
    }

    [Fact]
    public async Task GenerateToFilesAsync_FolderThatTakesNoFile_SendsNothing()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);
        string folder = Directory.CreateTempSubdirectory().FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "f2"), "in the way", Token);

        GptImageValidationException tooLong =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () =>
                client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), Path.Combine(folder, new string('x', 300)),
                cancellationToken: Token));
        GptImageValidationException second =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () =>
                client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse") { Count = 2 }, Path.Combine(folder, "f{0}", "p"),
                cancellationToken: Token));

        Assert.Equal(("output-folder", "output-folder"), (tooLong.Findings[0].RuleId, second.Findings[0].RuleId));
        Assert.Empty(server.Requests);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task GenerateAsync_ErrorBodyCutOff_IsJudgedByWhatCame()
    {
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                "HTTP/1.1 400 X\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"error\":{\"message\":\"Rejected. "
                + "safety_violations=[violence].\"");
            connection.Stream.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
        });
        using GptImageClient client = Clients.For(server);

        GptImageApiException exception =
            await Assert.ThrowsAnyAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("safety_violations=[violence]", exception.ResponseBody, StringComparison.Ordinal);
    }
}
