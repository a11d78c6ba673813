using System.Net;
using System.Text.Json.Nodes;

namespace GptImage.Cli.Tests;

public class FakeCommandTests
{
    [Fact]
    public async Task Fake_UntilItIsStopped_AnswersUnderItsAddressAndKey()
    {
        using Shell shell = new();
        using SignalingWriter output = new();
        Task<int> running =
            shell.RunIntoAsync(output, "", ["fake", "--json", "--images-per-minute", "1", "--outcome", "invalid-key"]);

        JsonNode line = JsonNode.Parse(await output.FirstLine) ?? new JsonObject();
        using HttpClient client = new() { BaseAddress = new Uri((string?)line["base_address"] ?? "") };
        HttpStatusCode[] answers = [await BuyAsync(client, line), await BuyAsync(client, line), await BuyAsync(client, line)];
        shell.Interruption.Stop();

        Assert.Equal(0, await running);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        Assert.Contains("3 requests answered.", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "http")]
    [InlineData("--outcome", "explode")]
    public async Task Fake_NoSuchSetting_IsRefused(params string[] arguments)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(["fake", .. arguments]);

        Assert.Equal((1, ""), (code, shell.Output));
    }

    [Theory]
    [InlineData("--port", "70000", "--port is 70000. Write 0 to 65535.")]
    [InlineData("--port", "-1", "--port is -1. Write 0 to 65535.")]
    [InlineData("--images-per-minute", "0", "--images-per-minute is 0. Write 1 to 1,000,000.")]
    [InlineData("--images-per-minute", "1000001", "--images-per-minute is 1000001. Write 1 to 1,000,000.")]
    public async Task Fake_NumberOutOfRange_NamesThatOption(string option, string value, string said)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("fake", option, value);

        Assert.Equal((1, $"gptimage: {said}{Environment.NewLine}"), (code, shell.Error));
    }

    [Fact]
    public async Task Fake_PortInUse_IsInvalid()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(
            "fake", "--port", shell.Service.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((2, ""), (code, shell.Output));
    }

    private static async Task<HttpStatusCode> BuyAsync(HttpClient client, JsonNode line)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, "images/generations");
        message.Headers.Add("Authorization", $"Bearer {line["api_key"]}");
        message.Content = new StringContent(
            """{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x1024","quality":"low"}""", null, "application/json");
        using HttpResponseMessage response = await client.SendAsync(message, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>Tells when the first line is written.</summary>
    private sealed class SignalingWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => _firstLine.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            _firstLine.TrySetResult(value ?? "");
        }
    }
}
