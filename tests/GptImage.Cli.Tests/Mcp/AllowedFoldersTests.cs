using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli.Tests.Mcp;

public class AllowedFoldersTests
{
    [Theory]
    [InlineData("../outside/secret.png")]
    [InlineData("a/../../outside/secret.png")]
    [InlineData("..\\outside\\secret.png")]
    [InlineData("link/secret.png")]
    [InlineData("secret-link.png")]
    [InlineData("OUTSIDE/secret.png")]
    [InlineData("file://OUTSIDE/secret.png")]
    [InlineData("")]
    public async Task Edit_PictureOutsideOfTheRoot_IsNotRead(string path)
    {
        await using McpPeer peer = new();
        Directory.CreateDirectory(peer.Outside);
        string secret = Path.Combine(peer.Outside, "secret.png");
        await File.WriteAllBytesAsync(secret, Pictures.Png(), TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(peer.Root, "link"), "../outside");
        File.CreateSymbolicLink(Path.Combine(peer.Root, "secret-link.png"), secret);
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync(
            "edit_image",
            new { prompt = "A glass", images = new[] { path.Replace("OUTSIDE", peer.Outside, StringComparison.Ordinal) } });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Equal(0, peer.Bought);
    }

    [Theory]
    [InlineData("../ship")]
    [InlineData("link/ship")]
    [InlineData("OUTSIDE/ship")]
    public async Task Generate_SaveAsOutsideOfTheRoot_WritesNothing(string path)
    {
        await using McpPeer peer = new();
        Directory.CreateDirectory(peer.Outside);
        Directory.CreateSymbolicLink(Path.Combine(peer.Root, "link"), peer.Outside);
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync(
            "generate_image",
            new { prompt = "A ship", save_as = path.Replace("OUTSIDE", peer.Outside, StringComparison.Ordinal) });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Empty(Directory.GetFiles(peer.Outside));
        Assert.Equal(0, peer.Bought);
    }

    [Fact]
    public async Task Generate_DefaultFolderLeadsOut_WritesNothing()
    {
        await using McpPeer peer = new();
        Directory.CreateDirectory(peer.Outside);
        Directory.CreateSymbolicLink(Path.Combine(peer.Root, "gptimage"), peer.Outside);
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Equal(0, peer.Bought);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-06-18")]
    public async Task Generate_NoRootOption_UsesTheRootsOfTheClient(string? protocol)
    {
        await using McpPeer peer = new() { HasRootOption = false };
        await peer.ConnectAsync(options => SetRoots(options, protocol, new Uri(peer.Root).AbsoluteUri));

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.StartsWith(Path.Combine(peer.Root, "gptimage"), answer.Path(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_RootOption_WinsOverTheRootsOfTheClient()
    {
        await using McpPeer peer = new();
        Directory.CreateDirectory(peer.Outside);
        await peer.ConnectAsync(options => SetRoots(options, null, new Uri(peer.Outside).AbsoluteUri));

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.StartsWith(peer.Root, answer.Path(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_NoRootsAndStartedInTheTopFolder_AsksForRoot()
    {
        await using McpPeer peer = new() { HasRootOption = false };
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Contains("--root FOLDER", answer.Text("message"), StringComparison.Ordinal);
        Assert.Equal(0, peer.Bought);
    }

    [Fact]
    public void Resolve_LinksInACircle_Throws()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.PathOf("a"), folder.PathOf("b"));
        File.CreateSymbolicLink(folder.PathOf("b"), folder.PathOf("a"));

        Assert.Throws<IOException>(() => RealPath.Resolve(folder.PathOf("a")));
    }

    private static void SetRoots(McpClientOptions options, string? protocol, string uri)
    {
        options.ProtocolVersion = protocol;
        options.Handlers.RootsHandler = (_, _) => ValueTask.FromResult(new ListRootsResult { Roots = [new Root { Uri = uri }] });
    }
}
