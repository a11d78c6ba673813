using System.Globalization;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>
/// Drives every reader with good inputs gone bad: no exception beyond the documented ones, no hang, no memory without bounds.
/// A longer run: <c>GPTIMAGE_FUZZ_COUNT=1000000 dotnet test --project tests/GptImage.Sdk.ServiceTests -f net10.0 --filter-class
/// "*FuzzTests"</c>.
/// </summary>
[Collection(nameof(MeasuredAlone))]
public sealed class FuzzTests
{
    private const int Watchdog = 600_000;
    private const long AllowedGrowthBytes = 32 * 1024 * 1024;
    private const string EventStart = "event: image_generation.";

    private static readonly byte[][] Bases =
        [Pictures.Png(64, 64), Pictures.Jpeg(64, 64), Pictures.Webp(64, 64),
        Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"/>"),
        [.. "GIF89a"u8, 64, 0, 64, 0, 0xF0, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 64, 0, 64, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B]];

    private static readonly byte[][] Answers =
    [
        Encoding.UTF8.GetBytes(Pictures.Answer(Bases[0])),
        Encoding.UTF8.GetBytes(Pictures.Answer(Bases[0], Bases[1])),
        Encoding.UTF8.GetBytes(
            $$"""{"created":1,"data":[{"url":"data:image/webp;base64,{{Convert.ToBase64String(Bases[2])}}"},{"url":"https://pictures.example.com/1.png"}]}"""),
        Encoding.UTF8.GetBytes("""{"error":{"message":"No.","type":"server_error","param":null,"code":null}}"""),
    ];

    private static readonly byte[][] Streams =
    [
        Encoding.UTF8.GetBytes(
            $"{EventStart}partial_image\ndata: "
            + $"{{\"type\":\"image_generation.partial_image\",\"partial_image_index\":0,"
            + $"\"b64_json\":\"{Convert.ToBase64String(Bases[0])}\"}}\n\n"
            + $"{EventStart}completed\ndata: {{\"type\":\"image_generation.completed\","
            + $"\"b64_json\":\"{Convert.ToBase64String(Bases[0])}\",\"usage\":{{\"input_tokens\":7}}}}\n\ndata: [DONE]\n\n"),
        Encoding.UTF8.GetBytes(
            "\uFEFF: hello\r\n\r\nevent: error\r\ndata: {\"type\":\"error\",\r\ndata: "
            + "\"error\":{\"code\":\"image_generation_failed\",\"message\":\"Failed\"}}\r\n\r\n"),
    ];

    private static readonly byte[][] Errors =
    [
        Encoding.UTF8.GetBytes(
            """{"error":{"message":"Rejected by the safety system. req_abc123. safety_violations=[sexual].","type":"image_generation_user_error","param":null,"code":"moderation_blocked","moderation_details":{"moderation_stage":"output","categories":["sexual"]}}}"""),
        Encoding.UTF8.GetBytes(
            """{"error":{"code":"content_filter","message":"No.","inner_error":{"code":"ResponsibleAIPolicyViolation","content_filter_results":{"sexual":{"filtered":true,"severity":"high"}}}}}"""),
        Encoding.UTF8.GetBytes(
            """{"error":{"message":"Rate limit reached: Limit 5, Used 5, Requested 1. Please try again in 1h2m3.5s.","type":"input-images","code":"rate_limit_exceeded"}}"""),
        Encoding.UTF8.GetBytes("<html><head><title>502 Bad Gateway</title><script>x<y</script></head><body>nginx</body></html>"),
        Encoding.UTF8.GetBytes("{\"error\":\"plain text\",\"detail\":[{\"msg\":\"x\"}]}"),
    ];

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable("GPTIMAGE_FUZZ_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture,
        out int count) ? count : 2000;

    [Fact(Timeout = Watchdog)]
    public Task GenerateAsync_MutatedAnswer_StaysInTheHierarchy() =>
        DriveAnswersAsync(
            Answers, "application/json", [200],
            (client, token) => client.GenerateAsync(new TextToImageRequest("A lighthouse") { Count = 2 }, token),
            TestContext.Current.CancellationToken);

    [Fact(Timeout = Watchdog)]
    public Task GenerateAsync_MutatedError_StaysInTheHierarchy() =>
        DriveAnswersAsync(
            Errors, "application/json", [400, 401, 403, 404, 408, 409, 413, 429, 451, 500, 502, 503],
            (client, token) => client.GenerateAsync("A lighthouse", token), TestContext.Current.CancellationToken);

    [Fact(Timeout = Watchdog)]
    public Task StreamAsync_MutatedStream_StaysInTheHierarchy() =>
        DriveAnswersAsync(
            Streams,
            "text/event-stream",
            [200],
            async (client, token) =>
            {
                await foreach (ImageUpdate update in client.StreamAsync(new TextToImageRequest("A lighthouse"), 3, token))
                {
                    Assert.NotNull(update);
                }
            },
            TestContext.Current.CancellationToken);

    [Fact(Timeout = Watchdog)]
    public Task Explain_MutatedInput_FindsInsteadOfThrowing() => DriveAsync(
        Bases,
        (bytes, client, _) =>
        {
            GeneratedImage image = new(bytes);
            Assert.True(image.FrameDurations.Count >= 0 && (image.SvgText is null || image.Format == OutputFormat.Svg));
            Assert.NotNull(
                client.Explain(
                    new ImageToImageRequest("Edit", ImageInput.FromBytes(bytes)) { Mask = ImageInput.FromBytes(bytes) }).Findings);
            return Task.CompletedTask;
        },
        new CannedHandler(),
        TestContext.Current.CancellationToken);

    [Fact(Timeout = Watchdog)]
    public Task FromDataUri_MutatedText_IsReadOrRefused() => DriveAsync(
        [.. Bases.Select(picture => Encoding.UTF8.GetBytes("data:image/png;base64," + Convert.ToBase64String(picture)))],
        (bytes, client, _) =>
        {
            try
            {
                Assert.NotNull(
                    client.Explain(new ImageToImageRequest("Edit", ImageInput.FromDataUri(Encoding.UTF8.GetString(bytes)))).Findings);
            }
            catch (ArgumentException exception)
            {
                Assert.Equal("dataUri", exception.ParamName);
            }

            return Task.CompletedTask;
        },
        new CannedHandler(),
        TestContext.Current.CancellationToken);

    private static Task DriveAnswersAsync(
        byte[][] good, string contentType, int[] statuses, Func<GptImageClient, CancellationToken, Task> call,
        CancellationToken cancellationToken)
    {
        CannedHandler handler = new() { ContentType = contentType };
        return DriveAsync(
            good,
            async (bytes, client, numbers) =>
            {
                handler.Body = bytes;
                handler.Numbers = numbers;
                handler.Status = statuses[numbers.Next(0, statuses.Length - 1)];
                try
                {
                    await call(client, cancellationToken);
                }
                catch (GptImageException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            },
            handler,
            cancellationToken);
    }

    private static async Task DriveAsync(
        byte[][] good, Func<byte[], GptImageClient, SeededNumbers, Task> drive, CannedHandler handler, CancellationToken cancellationToken)
    {
        GptImageClientOptions options = new() { ApiKey = "sk-test" };
        options.Retry.MaxAttempts = 1;
        using GptImageClient client = new(options, handler);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int seed = 1; seed <= Count && !cancellationToken.IsCancellationRequested; seed++)
        {
            SeededNumbers numbers = new(seed);
            byte[] bad = Mutation.Damage(good[numbers.Next(0, good.Length - 1)], numbers);
            try
            {
                await drive(bad, client, numbers);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {exception}\n{Encoding.Latin1.GetString(bad)}"));
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, AllowedGrowthBytes);
    }
}
