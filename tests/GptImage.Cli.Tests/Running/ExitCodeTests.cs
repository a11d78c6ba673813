using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GptImage.Sdk;
using GptImage.Sdk.Testing;

namespace GptImage.Cli.Tests;

public class ExitCodeTests
{
    public static TheoryData<string, int, string> Outcomes => new()
    {
        { "done", 0, "charged" },
        { "invalid-key", 3, "rejected" },
        { "not-verified", 3, "rejected" },
        { "retired", 3, "rejected" },
        { "moderation-input", 4, "rejected" },
        { "moderation-output", 7, "possibly_charged" },
        { "rate-limit", 5, "rejected" },
        { "quota", 5, "rejected" },
        { "server-error", 7, "possibly_charged" },
        { "overloaded", 8, "rejected" },
        { "bad-gateway", 7, "possibly_charged" },
        { "too-large", 2, "rejected" },
        { "cut", 7, "possibly_charged" },
        { "empty", 7, "possibly_charged" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Generate_AnswerOfTheService_HasItsCodeAndItsCharge(string outcome, int code, string charge)
    {
        using Shell shell = new();
        string request = shell.Write(
            "r.json", """{"version":1,"kind":"text-to-image","prompt":"A ship","quality":"low","retry":{"max_attempts":1}}""");
        if (OutcomeOf(outcome) is { } scripted)
        {
            shell.Service.Enqueue(scripted);
        }

        int actual = await shell.RunAsync("generate", "--request", request, "--yes", "-o", shell.PathOf("ship"), "--json");

        using JsonDocument line = JsonDocument.Parse(Assert.Single(shell.OutputLines));
        Assert.Equal((code, charge), (actual, line.RootElement.GetProperty("charge").GetString()));
        Assert.Equal(code == 0 ? "result" : "error", line.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Generate_NobodyListens_IsNineAndNotSent()
    {
        using Shell shell = new();
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();
        string request = shell.Write(
            "r.json", """{"version":1,"kind":"text-to-image","prompt":"A ship","quality":"low","retry":{"max_attempts":1}}""");

        int code = await shell.RunOfflineAsync(
            "generate", "--request", request, "--yes", "-o", shell.PathOf("ship"), "--json", "--key-file", shell.PathOf("key"),
            "--base-address", $"http://127.0.0.1:{port}/v1");

        Assert.Equal(9, code);
        Assert.Contains("\"charge\":\"not_sent\"", shell.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            $". Check --base-address or OPENAI_BASE_URL; gptimage doctor looks for the reason.{Environment.NewLine}",
            shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_StoppedBeforeItIsSent_Is130AndBuysNothing()
    {
        using Shell shell = new();
        shell.Interruption.Stop();

        int code = await shell.RunAsync("generate", "A ship", "-o", shell.PathOf("ship"));

        Assert.Equal((130, 0), (code, shell.Bought));
    }

    [Theory]
    [InlineData(typeof(GptImageBudgetException), 6)]
    [InlineData(typeof(GptImageConnectionException), 9)]
    [InlineData(typeof(GptImageResponseException), 8)]
    public void FromException_NothingCharged_HasTheCodeOfItsKind(Type type, int code)
    {
        Exception exception = type == typeof(GptImageBudgetException) ? new GptImageBudgetException("x")
            : type == typeof(GptImageConnectionException) ? new GptImageConnectionException("x")
            : new GptImageResponseException("x");

        Assert.Equal(code, ExitCode.FromException(exception));
    }

    [Fact]
    public void FromException_MayBeCharged_WinsOverEveryKind()
    {
        GptImageException[] failures =
        [
            new GptImageBudgetException("x") { Charge = ChargeState.PossiblyCharged },
            new GptImageConnectionException("x") { Charge = ChargeState.Charged },
            new GptImageModerationException("x") { Charge = ChargeState.PossiblyCharged },
            new GptImageJobException("x") { Charge = ChargeState.PossiblyCharged },
        ];

        Assert.All(failures, failure => Assert.Equal(7, ExitCode.FromException(failure)));
        GptImageCanceledException canceled = new("x", null, CancellationToken.None) { Charge = ChargeState.PossiblyCharged };
        Assert.Equal(7, ExitCode.FromException(canceled));
    }

    private static FakeOutcome? OutcomeOf(string name) => name switch
    {
        "invalid-key" => FakeOutcome.InvalidApiKey(),
        "not-verified" => FakeOutcome.OrganizationNotVerified(),
        "retired" => FakeOutcome.Gone(),
        "moderation-input" => FakeOutcome.ModerationBlocked("input", "violence"),
        "moderation-output" => FakeOutcome.ModerationBlocked("output", "violence"),
        "rate-limit" => FakeOutcome.RateLimited(TimeSpan.FromSeconds(1)),
        "quota" => FakeOutcome.QuotaExceeded(),
        "server-error" => FakeOutcome.ServerError(),
        "overloaded" => FakeOutcome.Overloaded(),
        "bad-gateway" => FakeOutcome.BadGatewayHtml(),
        "too-large" => FakeOutcome.PayloadTooLarge(),
        "cut" => FakeOutcome.CutBody(100),
        "empty" => FakeOutcome.EmptyData(),
        _ => null,
    };
}
