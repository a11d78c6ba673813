using System.Text.Json.Nodes;

namespace GptImage.Cli.Tests;

public class SizeCommandTests
{
    [Theory]
    [InlineData("1280x720", "16:9")]
    [InlineData("3840x2160", "16:9", "--resolution", "4k")]
    [InlineData("2048x2048", "1:1", "--resolution", "2k")]
    [InlineData("1008x704", "1000x700")]
    [InlineData("2880x2880", "8000x8000")]
    [InlineData("1536x1024", "16:9", "--model", "gpt-image-1.5")]
    public async Task Size_RatioOrSize_IsTheNearestLegalOne(string expected, params string[] arguments)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(["size", .. arguments]);

        Assert.Equal((0, expected), (code, shell.Output.TrimEnd()));
    }

    [Fact]
    public async Task Size_OfASquare_TellsThePriceOfEachQuality()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("size", "1:1", "--json");

        JsonNode line = JsonNode.Parse(shell.Output) ?? new JsonObject();
        Assert.Equal(0, code);
        Assert.Equal(["low", "medium", "high"], line["prices"]?.AsArray().Select(price => (string?)price?["quality"]) ?? []);
        Assert.InRange((decimal?)line["prices"]?[1]?["cost_usd"]?["maximum"] ?? 0, 0.05m, 0.06m);
        Assert.Matches(@"low 0\.00\d\d USD, medium 0\.05\d* USD, high 0\.2\d* USD", shell.Error);
    }

    [Fact]
    public async Task Size_OfAnUnknownModel_HasNoPrice()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync("size", "16:9", "--model", "gpt-image-9");

        Assert.Equal((0, "1280x720"), (code, shell.Output.TrimEnd()));
        Assert.Contains("The price of gpt-image-9 is not known.", shell.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("4:1")]
    [InlineData("0:1")]
    [InlineData("16:9:1")]
    [InlineData("-16:9")]
    [InlineData("1.5:1")]
    [InlineData("big")]
    [InlineData("16:9", "--resolution", "8k")]
    [InlineData("16:9", "--model", " ")]
    public async Task Size_NoRatioAndNoSize_IsRefused(params string[] arguments)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(["size", .. arguments]);

        Assert.Equal((1, ""), (code, shell.Output));
        Assert.NotEmpty(shell.Error);
    }
}
