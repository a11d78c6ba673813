namespace GptImage.Cli.Tests;

public class ClientSourceTests
{
    [Fact]
    public async Task Generate_KeyFileIsMissing_IsThree()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("generate", "x", "--key-file", shell.PathOf("nix"), "--json");

        Assert.Equal(3, code);
        Assert.Contains("nix", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("sk-one\nsk-two\n")]
    [InlineData("sk-ключ")]
    public async Task Generate_KeyFileHasNoKey_IsThreeAndEchoesNothing(string content)
    {
        using Shell shell = new();
        string file = shell.Write("other", content);

        int code = await shell.RunOfflineAsync("generate", "x", "--key-file", file, "--json");

        Assert.Equal(3, code);
        Assert.DoesNotContain("sk-", shell.Error + shell.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_KeyFileEndsInALineFeed_IsUsed()
    {
        using Shell shell = new();
        string file = shell.Write("other", $"  {shell.Service.ApiKey}\r\n");

        int code = await shell.RunOfflineAsync(
            "generate", "x", "--key-file", file, "--base-address", shell.Service.BaseAddress.ToString(), "-o", shell.PathOf("x"));

        Assert.Equal((0, 1), (code, shell.Bought));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("http://example.com/v1")]
    public async Task Generate_AddressIsWrong_IsOne(string address)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("generate", "x", "--key-file", shell.PathOf("key"), "--base-address", address);

        Assert.Equal(1, code);
    }

    [Fact]
    public void FindStateFolder_ByTheSpecification()
    {
        string Find(string? value) => CliContext.FindStateFolder(name => name == "XDG_STATE_HOME" ? value : null, isWindows: false);

        Assert.Equal(Path.Combine(Path.GetFullPath("/state"), "gptimage"), Find("/state"));
        Assert.EndsWith(Path.Combine(".local", "state", "gptimage"), Find(null), StringComparison.Ordinal);
        Assert.Equal(Find(null), Find("relative"));
        Assert.Equal(
            Path.Combine(Path.GetFullPath("/data"), "gptimage"),
            CliContext.FindStateFolder(name => name == "LOCALAPPDATA" ? "/data" : null, isWindows: true));
    }
}
