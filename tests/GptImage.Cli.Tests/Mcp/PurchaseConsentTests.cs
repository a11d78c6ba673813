using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GptImage.Cli.Tests.Mcp;

public class PurchaseConsentTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    [InlineData("2025-06-18")]
    public async Task Generate_AboveTheBudget_AsksAndBuysWhenTheUserAgrees(string? protocol)
    {
        await using McpPeer peer = new() { Budget = 0 };
        List<string> asked = [];
        await peer.ConnectAsync(options => Answer(options, protocol, asked, new ElicitResult
        {
            Action = "accept",
            Content = new Dictionary<string, JsonElement> { ["buy"] = JsonElement.Parse("true") },
        }));

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship", n = 2 });
        CallToolResult again = await peer.CallAsync("generate_image", new { prompt = "A ship", n = 2 });

        Assert.Equal("finished", answer.Text("status"));
        Assert.Equal("finished", again.Text("status"));
        string question = Assert.Single(asked);
        Assert.Matches("""^Buy 2 pictures of 1024x1024, quality medium, of "A ship" for at most 0\.[0-9]+ USD\?$""", question);
        Assert.Equal(1, peer.Bought);
    }

    [Theory]
    [InlineData("decline", null)]
    [InlineData("cancel", null)]
    [InlineData("accept", "false")]
    [InlineData("accept", "\"yes\"")]
    public async Task Generate_UserDoesNotAgree_BuysNothing(string action, string? buy)
    {
        await using McpPeer peer = new() { AskAbove = 0.001m };
        await peer.ConnectAsync(options => Answer(options, null, [], new ElicitResult
        {
            Action = action,
            Content = buy is null ? null : new Dictionary<string, JsonElement> { ["buy"] = JsonElement.Parse(buy) },
        }));

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.True(answer.IsError);
        Assert.Equal("refused", answer.Text("status"));
        Assert.Equal(0, peer.Bought);
    }

    [Fact]
    public async Task Generate_ClientCannotAsk_RefusesAndNamesTheFlags()
    {
        await using McpPeer peer = new() { Budget = 0.01m };
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.Equal("refused", answer.Text("status"));
        Assert.Contains("--budget", answer.Text("message"), StringComparison.Ordinal);
        Assert.Contains("--ask-above", answer.Text("message"), StringComparison.Ordinal);
        Assert.Equal(0, peer.Bought);
    }

    [Fact]
    public async Task Generate_PriceIsNotKnown_IsAskedAboutWhateverTheBudget()
    {
        await using McpPeer peer = new() { Budget = 100, AskAbove = 100 };
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship", model = "gpt-image-99" });

        Assert.Equal("refused", answer.Text("status"));
        Assert.Equal(
            "The cost of 1 picture of 1024x1024, quality medium, of \"A ship\" (a price that is not known) cannot be held to the limits "
            + "(--budget 100.00 USD, with 0.00 USD used; --ask-above 100.00 USD), and this client cannot ask the user. Ask for a "
            + "model, size and quality whose price is known. Nothing was sent.", answer.Text("message"));
    }

    [Theory]
    [InlineData(0.10, 0.05, 0.05, 0.05, true)]
    [InlineData(0.10, 0.05, 0.06, 0.01, false)]
    [InlineData(0.09, 0.05, 0.05, 0.05, false)]
    public void TryReserve_TwoPurchases_KeepsWithinBothLimits(
        double limit, double askAbove, double first, double second, bool expected)
    {
        SessionBudget budget = new((decimal)limit, (decimal)askAbove);

        bool isFree = budget.TryReserve((decimal)first) && budget.TryReserve((decimal)second);

        Assert.Equal(expected, isFree);
    }

    [Fact]
    public void Settle_CheaperThanReserved_FreesTheRest()
    {
        SessionBudget budget = new(0.10m, 1);
        budget.TryReserve(0.10m);

        budget.Settle(0.10m, 0.04m, null);

        Assert.Equal((0.04m, 0m, 0m), budget.Read());
        Assert.True(budget.TryReserve(0.06m));
        Assert.False(budget.TryReserve(0.01m));
    }

    private static void Answer(McpClientOptions options, string? protocol, List<string> asked, ElicitResult answer)
    {
        options.ProtocolVersion = protocol;
        options.Handlers.ElicitationHandler = (question, _) =>
        {
            asked.Add(question?.Message ?? "");
            return ValueTask.FromResult(answer);
        };
    }
}
