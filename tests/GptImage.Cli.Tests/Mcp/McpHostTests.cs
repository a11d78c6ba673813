using GptImage.Sdk;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli.Tests.Mcp;

public class McpHostTests
{
    private static readonly string[] Kitchen = ["kitchen.png"];

    [Fact]
    public async Task ListTools_Server_DescribesWhatBuysAndWhatDoesNot()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        IList<McpClientTool> tools = await peer.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["draw_character", "edit_image", "explain_image", "generate_image", "get_image", "list_images", "spending"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        foreach (McpClientTool tool in tools)
        {
            ToolAnnotations hints = tool.ProtocolTool.Annotations ?? new ToolAnnotations();
            bool isBought = tool.Name is "generate_image" or "edit_image" or "draw_character";
            Assert.Equal(!isBought, hints.ReadOnlyHint);
            Assert.Equal(isBought, hints.OpenWorldHint);
            Assert.Equal(isBought ? false : null, hints.DestructiveHint);
            Assert.Equal(isBought ? false : null, hints.IdempotentHint);
            Assert.NotNull(tool.ProtocolTool.OutputSchema);
        }
    }

    [Fact]
    public async Task ListTools_GenerateImage_HasTheSettingsOfTheService()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        IList<McpClientTool> tools = await peer.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        string[] names = [.. tools.Single(tool => tool.Name == "generate_image").JsonSchema.GetProperty("properties").EnumerateObject()
            .Select(property => property.Name)];
        Assert.Superset(
            new HashSet<string>(["prompt", "n", "size", "quality", "background", "output_format", "model", "text", "variation"]),
            new HashSet<string>(names));
        Assert.DoesNotContain("images", names);
    }

    [Fact]
    public async Task Explain_AnEdit_SaysThePriceAndSendsNothing()
    {
        await using McpPeer peer = new() { Budget = 0 };
        peer.Write("kitchen.png", Pictures.Png());
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("explain_image", new { prompt = "A glass", images = Kitchen });

        Assert.True(answer.Json().GetProperty("valid").GetBoolean());
        Assert.Equal("images/edits", answer.Text("endpoint"));
        Assert.InRange(answer.Json().GetProperty("maximum_cost_usd").GetDecimal(), 0.01m, 0.5m);
        Assert.Equal(0, peer.Bought);
    }

    [Fact]
    public async Task Explain_AnIllegalSize_NamesTheNearest()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("explain_image", new { prompt = "A glass", size = "1000x700" });

        Assert.False(answer.Json().GetProperty("valid").GetBoolean());
        Assert.Contains("1008x704", answer.Json().GetProperty("findings")[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spending_AfterAPurchase_CountsIt()
    {
        await using McpPeer peer = new() { Budget = 2 };
        await peer.ConnectAsync();
        CallToolResult bought = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        CallToolResult answer = await peer.CallAsync("spending", new { });

        decimal cost = bought.Json().GetProperty("cost_usd").GetDecimal();
        Assert.Equal(cost, answer.Json().GetProperty("spent_usd").GetDecimal());
        Assert.Equal(2 - cost, answer.Json().GetProperty("left_usd").GetDecimal());
        Assert.Equal(0, answer.Json().GetProperty("under_way_usd").GetDecimal());
    }

    [Fact]
    public async Task ListImages_TwoPurchases_TheLatestFirst()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();
        CallToolResult first = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        peer.Time.Advance(TimeSpan.FromSeconds(1));
        CallToolResult second = await peer.CallAsync("generate_image", new { prompt = "A boat" });

        CallToolResult answer = await peer.CallAsync("list_images", new { });
        CallToolResult one = await peer.CallAsync("list_images", new { limit = 1 });

        Assert.Equal(
            [second.Text("id"), first.Text("id")],
            answer.Json().GetProperty("images").EnumerateArray().Select(image => image.GetProperty("id").GetString()));
        Assert.Equal(1, one.Json().GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task GetImage_PurchaseOfAnotherFolder_IsNotShown()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();
        CallToolResult bought = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        Directory.CreateDirectory(peer.Outside);
        peer.HasRootOption = false;
        await peer.ConnectAsync(options => options.Handlers.RootsHandler =
            (_, _) => ValueTask.FromResult(new ListRootsResult { Roots = [new Root { Uri = new Uri(peer.Outside).AbsoluteUri }] }));

        CallToolResult answer = await peer.CallAsync("get_image", new { id = bought.Text("id") });
        CallToolResult listed = await peer.CallAsync("list_images", new { });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Equal(0, listed.Json().GetProperty("images").GetArrayLength());
    }

    [Theory]
    [InlineData("../../secret")]
    [InlineData("00000000000000000000000000000000")]
    public async Task GetImage_NoSuchPurchase_SaysSo(string id)
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("get_image", new { id });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Contains("list_images", answer.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImage_FileIsGone_SaysSoAndBuysNothing()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();
        CallToolResult bought = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        File.Delete(bought.Path());
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("get_image", new { id = bought.Text("id") });

        Assert.Equal("finished", answer.Text("status"));
        Assert.Equal(0, answer.Json().GetProperty("files").GetArrayLength());
        Assert.Contains("moved or deleted", answer.Text("message"), StringComparison.Ordinal);
        Assert.Equal(1, peer.Bought);
    }

    [Fact]
    public async Task Resources_GuideCharacterAndPicture_AreListedAndRead()
    {
        await using McpPeer peer = new();
        await new Character("Mia") { Appearance = "green eyes", References = [ImageInput.FromBytes(Pictures.Png())] }
            .SaveAsync(Path.Combine(peer.Root, "cast", "Mia"), cancellationToken: TestContext.Current.CancellationToken);
        await peer.ConnectAsync();
        CallToolResult bought = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        IList<McpClientResource> listed =
            await peer.Client.ListResourcesAsync(cancellationToken: TestContext.Current.CancellationToken);
        Dictionary<string, ResourceContents> read = [];
        foreach (McpClientResource resource in listed)
        {
            ReadResourceResult result =
                await peer.Client.ReadResourceAsync(
                    new ReadResourceRequestParams { Uri = resource.Uri }, TestContext.Current.CancellationToken);
            read[resource.Name] = Assert.Single(result.Contents);
        }

        Assert.StartsWith("# Prompts", Assert.IsType<TextResourceContents>(read["prompts"]).Text, StringComparison.Ordinal);
        Assert.Contains("green eyes", Assert.IsType<TextResourceContents>(read["Mia"]).Text, StringComparison.Ordinal);
        BlobResourceContents picture = Assert.IsType<BlobResourceContents>(read[Path.GetFileName(bought.Path())]);
        Assert.Equal(
            await File.ReadAllBytesAsync(bought.Path(), TestContext.Current.CancellationToken), picture.DecodedData.ToArray());
    }

    [Theory]
    [InlineData("gptimage://pictures/00000000000000000000000000000000/1")]
    [InlineData("gptimage://characters/%2Fetc")]
    [InlineData("file:///etc/passwd")]
    public async Task ReadResource_NotThere_IsAnError(string address)
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        McpException exception = await Assert.ThrowsAnyAsync<McpException>(
            async () => await peer.Client.ReadResourceAsync(
                new ReadResourceRequestParams { Uri = address }, TestContext.Current.CancellationToken));

        Assert.Contains("There is no resource", exception.Message, StringComparison.Ordinal);
    }
}
