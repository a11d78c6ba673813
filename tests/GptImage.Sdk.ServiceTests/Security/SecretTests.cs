using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.ServiceTests;

/// <summary>The key goes to the service, and nowhere else.</summary>
public sealed class SecretTests
{
    private const string Key = "sk-very-secret-0123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Answers of a service or a relay that repeats the key it got.</summary>
    public static TheoryData<int, string, string> Echoes => new()
    {
        { 401, "application/json",
            """{"error":{"message":"Incorrect API key provided: KEY.","type":"invalid_request_error","param":"KEY","code":"KEY"}}""" },
        { 502, "text/html", "<html><body>Authorization: Bearer KEY</body></html>" },
        { 200, "application/json", """{"error":{"message":"Bad key KEY"}}""" },
        { 400, "text/plain", "KEY" },
        { 307, "text/plain", "" },
        { 200, "application/json", "{" },
        { 200, "application/json", """{"KEY":[1,2}""" },
        { 200, "application/json", """{"data":[{"KEY":tru}]}""" },
        { 200, "application/json", """{"created":"KEY","data":[{"b64_json":"KEY"}]}""" },
        { 200, "application/json", """{"data":[{"b64_json":"","url":"file:///KEY"}],"size":"KEY"}""" },
        { 200, "KEY", "KEY" },
        { 200, "text/event-stream", "data: {\"KEY\":[1,2}\n\n" },
        { 200, "text/event-stream", "data: {\"type\":\"error\",\"message\":\"Bad key KEY\"}\n\n" },
        { 400, "application/json",
            """{"error":{"message":"No.","code":"moderation_blocked","moderation_details":{"moderation_stage":"KEY","categories":["KEY"]}}}""" },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task GenerateAsync_ServiceRepeatsTheKey_NobodyElseGetsIt(int status, string contentType, string body)
    {
        using Scratch scratch = new();
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        await using RawServer server =
            RawServer.Answering(status, contentType.Replace("KEY", Key, StringComparison.Ordinal),
            body.Replace("KEY", Key, StringComparison.Ordinal),
            $"x-request-id: req-{Key}\r\nopenai-organization: {Key}\r\nx-ratelimit-note: {Key}\r\nLocation: "
            + $"https://{Key}@elsewhere.example.com/{Key}?{Key}\r\n");
        using GptImageClient client = Clients.For(
            server.BaseAddress,
            options =>
            {
                options.LoggerFactory = factory;
                options.LogContent = true;
            },
            Key);

        GptImageException exception = await Assert.ThrowsAnyAsync<GptImageException>(() => client.GenerateAsync("A lighthouse", Token));
        ImageJobReport report =
            await client.RunAsync([new TextToImageRequest("A lighthouse")], new ImageJobOptions { OutputDirectory = scratch.Folder },
            cancellationToken: Token);

        GptImageApiException? answer = exception as GptImageApiException;
        string ledger = await File.ReadAllTextAsync(report.LedgerPath, Token);
        foreach (
            string? text in new[]
            { exception.ToString(), answer?.ResponseBody, answer?.Param, answer?.Code, answer?.Type,
            (exception as GptImageModerationException)?.Stage?.Value, exception.RequestId, exception.Organization,
            string.Join(',', exception.RateLimits.Values), exception.Attempts[0]
            .ToString(), ledger, report.ToString(), string.Join('\n', logs.Lines), client.ToString() })
        {
            Assert.DoesNotContain(Key, text ?? "", StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("KEY no HTTP\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nKEY\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: KEY\r\n\r\n", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nKEY\r\n", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: KEY\r\nContent-Length: 2\r\n\r\n{}", 0)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"data\":[{\"url\":\"https://a.example/?key=KEY\"}]}", 1)]
    public async Task GenerateToFilesAsync_AnswerIsNoHttpAndRepeatsTheKey_NobodyElseGetsIt(string answer, int isAddress)
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(answer.Replace("KEY", Key, StringComparison.Ordinal));
            connection.Dispose();
        });
        using GptImageClient client = Clients.For(server.BaseAddress, apiKey: Key);

        GptImageException exception =
            await Assert.ThrowsAnyAsync<GptImageException>(
                () => client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), scratch["picture"], cancellationToken: Token));

        Assert.DoesNotContain(Key, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(isAddress == 1, exception.Message.Contains("https://a.example/?key=***", StringComparison.Ordinal));
        Assert.True(exception.Charge >= ChargeState.PossiblyCharged);
    }

    [Fact]
    public async Task AddGptImageClient_HostLogsEverything_KeyIsRedacted()
    {
        using CollectingLoggerProvider logs = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
        services.AddGptImageClient(options =>
        {
            options.ApiKey = Key;
            options.BaseAddress = server.BaseAddress;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IGptImageClient>().GenerateAsync("A private wish", Token);

        string log = string.Join('\n', logs.Lines);
        Assert.Contains("Authorization", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, log, StringComparison.Ordinal);
        Assert.DoesNotContain("private", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_KeyFromAProvider_IsHiddenToo()
    {
        await using RawServer server =
            RawServer.Answering(401, "application/json",
            """{"error":{"message":"Incorrect API key provided: KEY.","type":"invalid_request_error"}}""".Replace("KEY", Key,
            StringComparison.Ordinal));
        using GptImageClient client = Clients.For(server, options => options.ApiKeyProvider = _ => ValueTask.FromResult(Key));

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.DoesNotContain(Key, exception.ToString() + exception.ResponseBody, StringComparison.Ordinal);
        Assert.Contains("Incorrect API key provided: ***", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_Upload_TellsNothingOfTheDisk()
    {
        using Scratch scratch = new();
        string path = scratch["my-private-name.png"];
        await File.WriteAllBytesAsync(path, Pictures.Png(), Token);
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync(new ImageToImageRequest("Edit", ImageInput.FromFile(path)), Token);

        string sent = server.Requests[0].Head + Encoding.Latin1.GetString(server.Requests[0].Body);
        Assert.DoesNotContain("my-private-name", sent, StringComparison.Ordinal);
        Assert.Contains("image-1.png", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_PictureAtAnAddress_IsFetchedOverHttpsOnly()
    {
        await using RawServer server =
            RawServer.Answering(200, "application/json", """{"data":[{"url":"http://pictures.invalid/1.png"}]}""");
        using GptImageClient client = Clients.For(server, options => options.AllowImageDownload = true);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Contains("not https: http://pictures.invalid", exception.Message, StringComparison.Ordinal);
    }
}
