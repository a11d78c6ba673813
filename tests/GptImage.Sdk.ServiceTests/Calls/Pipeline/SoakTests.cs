using System.Globalization;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Thousands of calls over one client, a tenth of them broken: nothing is mixed up, and nothing is left behind.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class SoakTests
{
    private const int Calls = 5000;
    private const int AtOnce = 64;
    private const long AllowedGrowthBytes = 4 * 1024 * 1024;
    private const int AllowedGrowthHandles = AtOnce;

    private static readonly byte[] Start = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_ThousandsOfCallsWithFaults_MixNothingUpAndLeaveNothingBehind()
    {
        int exchange = 0;
        await using RawServer server = RawServer.Start((request, connection) =>
        {
            int number = Interlocked.Increment(ref exchange);
            SeededNumbers numbers = new(number);
            byte[] answer = Encoding.UTF8.GetBytes(Pictures.Answer(PictureOf(PromptOf(request))));
            return numbers.Next(1, 50) switch
            {
                1 =>
                    connection.AnswerAsync(429, "application/json",
                    """{"error":{"message":"Rate limit reached","type":"requests","code":"rate_limit_exceeded"}}"""u8.ToArray(),
                    "retry-after-ms: 0\r\n"),
                2 =>
                    connection.AnswerAsync(400, "application/json",
                    """{"error":{"message":"No.","type":"invalid_request_error","code":"invalid_value"}}"""u8.ToArray()),
                3 => connection.AnswerCutAsync("""{"created":1,"data":[{"b64_json":"iVBO""", missing: 1000),
                4 => ResetAsync(connection),
                5 => connection.AnswerAsync(200, "application/json", "{\"data\":[{\"b64_json\":\"%%\"}]}"u8.ToArray()),
                _ => connection.AnswerAsync(200, "application/json", answer),
            };
        });
        using GptImageClient client = Clients.For(server);
        int next = 0;
        int made = 0;
        int failed = 0;

        await RunAsync(Calls / 4);
        (long memory, int handles) early = Measure();
        await RunAsync(Calls);
        (long memory, int handles) late = Measure();

        Assert.Equal(Calls, made + failed);
        Assert.InRange(failed, Calls / 50, Calls / 5);
        Assert.InRange(late.memory - early.memory, long.MinValue, AllowedGrowthBytes);
        Assert.InRange(late.handles - early.handles, int.MinValue, AllowedGrowthHandles);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
            $"{made} made, {failed} failed; live memory {early.memory:N0} then {late.memory:N0} bytes; handles {early.handles} then "
            + $"{late.handles}"));

        Task RunAsync(int upTo) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => CallAsync(upTo)));

        async Task CallAsync(int upTo)
        {
            while (Interlocked.Increment(ref next) is int number && number <= upTo)
            {
                string prompt = string.Create(CultureInfo.InvariantCulture, $"Picture {number}.");
                try
                {
                    ImageResult result = await client.GenerateAsync(prompt, Token);
                    Assert.Equal(PictureOf(prompt), result.Image.Bytes.ToArray());
                    Interlocked.Increment(ref made);
                }
                catch (GptImageException)
                {
                    Interlocked.Increment(ref failed);
                }
            }

            Interlocked.Decrement(ref next);
        }
    }

    private static string PromptOf(RawRequest request)
    {
        int start = request.BodyText.IndexOf("Picture ", StringComparison.Ordinal);
        return request.BodyText[start..(request.BodyText.IndexOf('.', start) + 1)];
    }

    /// <summary>A picture that belongs to one prompt alone: what stands behind the end of a PNG is not part of what is shown.</summary>
    private static byte[] PictureOf(string prompt) => [.. Start, .. Encoding.UTF8.GetBytes(prompt)];

    private static Task ResetAsync(RawConnection connection)
    {
        connection.Reset();
        return Task.CompletedTask;
    }

    private static (long Memory, int Handles) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int handles = OperatingSystem.IsLinux() ? Directory.GetFileSystemEntries("/proc/self/fd").Length : 0;
        return (GC.GetTotalMemory(forceFullCollection: true), handles);
    }
}
