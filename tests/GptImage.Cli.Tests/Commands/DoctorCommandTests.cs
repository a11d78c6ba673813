using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Cli.Tests;

[Collection(nameof(EnvironmentScope))]
public class DoctorCommandTests
{
    [Fact]
    public async Task Doctor_AllIsWell_IsZeroAndBuysNothing()
    {
        using Shell shell = new() { Width = 80 };

        int code = await shell.RunAsync("doctor");

        Assert.Equal(0, code);
        Assert.Contains("ok       key: from --key-file; the service accepts it", shell.OutputLines);
        Assert.Contains("ok       model: gpt-image-2 is there for this key", shell.OutputLines);
        Assert.Contains("unknown  certificate: plain http has no certificate", shell.OutputLines);
        Assert.DoesNotContain("problem", shell.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(shell.Service.ApiKey, shell.Output, StringComparison.Ordinal);
        Assert.Equal(0, Purchases(shell));
    }

    [Fact]
    public async Task Doctor_AsText_FitsEightyColumns()
    {
        using EnvironmentScope scope = EnvironmentScope.ForClient();
        using Shell shell = new() { Width = 80 };
        shell.Write("state", "in the way");

        await shell.RunOfflineAsync("doctor", "--base-address", "http://service.test/v1");

        Assert.Equal(
            ["key", "model", "address", "clock", "proxy", "certificate", "folder", "ledger", "fonts", "purchase"],
            shell.OutputLines.Where(line => line[0] != ' ').Select(line => line[9..].Split(':')[0]));

        // A path is one word, however long it is.
        Assert.All(shell.OutputLines.Where(line => !line.Contains(shell.StateFolder, StringComparison.Ordinal)
            && !line.Contains(Environment.CurrentDirectory, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 80));
    }

    [Fact]
    public async Task Doctor_NoKey_IsThreeAndStillChecksTheRest()
    {
        using EnvironmentScope scope = EnvironmentScope.ForClient();
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("doctor", "--json", "--base-address", shell.Service.BaseAddress.ToString());

        Assert.Equal(3, code);
        AssertCheck(shell, "key", "problem", "there is none");
        AssertCheck(shell, "model", "unknown", "only a key that is accepted may ask");
        AssertCheck(shell, "address", "ok", "answers, over plain http");
        AssertCheck(shell, "clock", "ok", "seconds apart");
    }

    [Fact]
    public async Task Doctor_KeyOfTheEnvironment_NamesTheVariable()
    {
        using Shell shell = new();
        using EnvironmentScope scope = EnvironmentScope.ForClient(
            ("OPENAI_API_KEY", shell.Service.ApiKey), ("OPENAI_BASE_URL", shell.Service.BaseAddress.ToString()));

        int code = await shell.RunOfflineAsync("doctor", "--json");

        Assert.Equal(0, code);
        AssertCheck(shell, "key", "ok", "from OPENAI_API_KEY; the service accepts it");
    }

    [Theory]
    [InlineData("sk-wrong", "the service refuses it")]
    [InlineData("sk wrong", "it has a line break, a space or a character beyond ASCII")]
    [InlineData("", "is empty")]
    public async Task Doctor_AWrongKey_IsThreeAndIsNotShown(string key, string seen)
    {
        using Shell shell = new();
        shell.Write("key", key);

        int code = await shell.RunAsync("doctor", "--json");

        Assert.Equal(3, code);
        AssertCheck(shell, "key", "problem", seen);
        AssertCheck(shell, "model", "unknown", "only a key that is accepted may ask");
        Assert.DoesNotContain("wrong", shell.Output + shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_AModelThatIsNotThere_IsThree()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("doctor", "--json", "--model", "gpt-image-99");

        Assert.Equal(3, code);
        AssertCheck(shell, "key", "ok", "the service accepts it");
        AssertCheck(shell, "model", "problem", "gpt-image-99 is not there for this key");
    }

    [Fact]
    public async Task Doctor_NobodyListens_IsNineAndTheRestUnknown()
    {
        using Shell shell = new();
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();

        int code = await RunAtAsync(shell, $"http://127.0.0.1:{port}/v1", "--buy", "--yes");

        Assert.Equal(9, code);
        AssertCheck(shell, "key", "unknown", "the service did not answer");
        AssertCheck(shell, "model", "unknown", "the service did not answer");
        AssertCheck(shell, "address", "problem", "does not answer: ");
        AssertCheck(shell, "clock", "unknown", "the service did not answer");
        Assert.Contains("Nothing was bought", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_PlainHttpToAnotherMachine_IsOneAndSendsNothing()
    {
        using Shell shell = new();

        int code = await RunAtAsync(shell, "http://service.test/v1");

        Assert.Equal(1, code);
        AssertCheck(shell, "address", "problem", "would get the key over plain http");
        AssertCheck(shell, "key", "unknown", "nothing was sent");
    }

    [Fact]
    public async Task Doctor_TheServiceFails_DoesNotGuess()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.Overloaded());

        int code = await shell.RunAsync("doctor", "--json");

        Assert.Equal(0, code);
        AssertCheck(shell, "key", "unknown", "the answer (HTTP 503) does not tell");
        AssertCheck(shell, "model", "unknown", "the answer (HTTP 503) does not tell");
        AssertCheck(shell, "address", "ok", "answers");
    }

    [Fact]
    public async Task Doctor_TheClockIsOff_IsTwo()
    {
        using Shell shell = new() { Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(7)) };

        int code = await shell.RunAsync("doctor", "--json");

        Assert.Equal(2, code);
        AssertCheck(shell, "clock", "problem", "minutes ahead of the service's");
    }

    [Fact]
    public async Task Doctor_ACertificateThatNobodyTrusts_IsNine()
    {
        using Shell shell = new();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 own = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task<bool> serving = ShakeHandsAsync(listener, own);

        int code = await RunAtAsync(shell, $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");

        await serving;
        Assert.Equal(9, code);
        AssertCheck(shell, "certificate", "problem", "not valid, from localhost: ");
        AssertCheck(shell, "address", "problem", "no secure connection was made");
    }

    [Fact]
    public async Task Doctor_TheLedgerIsInTheWay_IsTwo()
    {
        using Shell shell = new();
        shell.Write("state", "in the way");

        int code = await shell.RunAsync("doctor", "--json");

        Assert.Equal(2, code);
        AssertCheck(shell, "ledger", "problem", "is a file");
    }

    [Fact]
    public async Task Doctor_Buy_BuysTheCheapestPictureAndFindsTheServiceAsDescribed()
    {
        using Shell shell = new(FakeGptImageService.Start(new FakeGptImageServiceOptions { ContentCredentials = true }));

        int code = await shell.RunAsync("doctor", "--buy", "--yes", "-o", shell.PathOf("circle"));

        Assert.Equal(0, code);
        Assert.DoesNotContain("differs  ", shell.Output, StringComparison.Ordinal);
        Assert.Contains("in 24 points, and differs in 0.", shell.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(shell.PathOf("circle.png")));
        Assert.Equal(1, Purchases(shell));
        using JsonDocument sent = JsonDocument.Parse(Assert.Single(shell.Service.Requests, IsPurchase).Body);
        Assert.Equal("1408x480", sent.RootElement.GetProperty("size").GetString());
        Assert.Equal("low", sent.RootElement.GetProperty("quality").GetString());
    }

    [Fact]
    public async Task Doctor_BuyFromAnotherKindOfService_ListsTheDifferences()
    {
        using Shell shell = new();
        shell.Service.Enqueue(FakeOutcome.Normal());
        shell.Service.Enqueue(FakeOutcome.Raw(
            200, "application/json; charset=utf-8", """{"created":"today","data":[{"url":"https://pictures.test/1"}],"usage":{}}"""));

        int code = await shell.RunAsync("doctor", "--json", "--buy", "--yes", "-o", shell.PathOf("circle"));

        Assert.Equal(7, code);
        Assert.Contains("https://pictures.test/1", shell.Error, StringComparison.Ordinal);
        Assert.Contains(
            shell.OutputLines, line => line.Contains("\"section\":\"E.1\"", StringComparison.Ordinal)
                && line.Contains("\"seen\":\"\\\"today\\\"\"", StringComparison.Ordinal));
        Assert.Contains(shell.OutputLines, line => line.Contains("\"type\":\"difference\"", StringComparison.Ordinal)
            && line.Contains("\"seen\":\"url\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "n\n", 6, 0)]
    [InlineData(true, "", 6, 0)]
    [InlineData(true, "y\n", 0, 1)]
    [InlineData(false, "", 6, 0)]
    public async Task Doctor_Buy_AsksAlthoughItIsCheap(bool isInteractive, string answer, int expected, int bought)
    {
        using Shell shell = new() { IsInteractive = isInteractive };

        int code = await shell.RunAsync(answer, ["doctor", "--buy", "-o", shell.PathOf("circle")]);

        Assert.Equal((expected, bought), (code, Purchases(shell)));
        Assert.Contains("1 picture of 1408x480 in quality low", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_BuyAsADryRun_SendsNothing()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("doctor", "--buy", "--dry-run");

        Assert.Equal(0, code);
        Assert.Contains("size: 1408x480", shell.OutputLines);
        Assert.Empty(shell.Service.Requests);
    }

    private static int Purchases(Shell shell) => shell.Service.Requests.Count(IsPurchase);

    private static bool IsPurchase(FakeRequest request) => request.Method == "POST";

    private static Task<int> RunAtAsync(Shell shell, string address, params string[] more) => shell.RunOfflineAsync(
        ["doctor", "--json", "--key-file", shell.PathOf("key"), "--base-address", address, .. more]);

    private static void AssertCheck(Shell shell, string name, string state, string seen)
    {
        string line = Assert.Single(
            shell.OutputLines, line => line.StartsWith($$"""{"type":"check","version":1,"name":"{{name}}",""", StringComparison.Ordinal));
        using JsonDocument check = JsonDocument.Parse(line);
        Assert.Equal(state, check.RootElement.GetProperty("state").GetString());
        Assert.Contains(seen, check.RootElement.GetProperty("seen").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Shows the certificate.</summary>
    /// <returns>Whether the client accepted it.</returns>
    private static async Task<bool> ShakeHandsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using SslStream stream = new(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            return await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken) > 0;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }
}
