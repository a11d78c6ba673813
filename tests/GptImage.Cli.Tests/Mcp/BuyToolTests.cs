using System.Text.Json;
using GptImage.Sdk;
using GptImage.Sdk.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using SkiaSharp;

namespace GptImage.Cli.Tests.Mcp;

public class BuyToolTests
{
    /// <summary>Ends a test whose waiting has no end, in milliseconds.</summary>
    private const int LongestRun = 120_000;

    private static readonly string[] Kitchen = ["kitchen.png"];
    private static readonly string[] SavedMia = ["cast/Mia"];
    private static readonly string[] NoMia = ["Mia"];

    [Fact]
    public async Task Generate_WithinTheBudget_SavesThePictureAndShowsAPreview()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A lighthouse at dawn" });

        Assert.NotEqual(true, answer.IsError);
        Assert.Equal("finished", answer.Text("status"));
        Assert.Equal("charged", answer.Text("charge"));
        Assert.StartsWith(Path.Combine(peer.Root, "gptimage", "a-lighthouse-at-dawn-"), answer.Path(), StringComparison.Ordinal);
        Assert.True(File.Exists(answer.Path()));
        Assert.InRange(answer.Json().GetProperty("cost_usd").GetDecimal(), 0.001m, 0.2m);
        ResourceLinkBlock link = Assert.Single(answer.Content.OfType<ResourceLinkBlock>());
        Assert.Equal($"gptimage://pictures/{answer.Text("id")}/1", link.Uri);
        Assert.Equal("image/png", link.MimeType);
        ImageContentBlock preview = Assert.Single(answer.Images());
        Assert.Equal("image/jpeg", preview.MimeType);
        Assert.InRange(preview.DecodedData.Length, 1, 150_000);
        using SKBitmap pixels = SKBitmap.Decode(preview.DecodedData.Span);
        Assert.Equal(768, Math.Max(pixels.Width, pixels.Height));
        using JsonDocument sent = JsonDocument.Parse(peer.Service.Requests[0].Body);
        Assert.Equal("1024x1024", sent.RootElement.GetProperty("size").GetString());
        Assert.Equal("medium", sent.RootElement.GetProperty("quality").GetString());
    }

    [Fact]
    public async Task Generate_Answer_SaysTheSameAsTextAndAsStructuredContent()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "Café", inline = "none" });

        using JsonDocument text = JsonDocument.Parse(Assert.Single(answer.Content.OfType<TextContentBlock>()).Text);
        Assert.True(JsonElement.DeepEquals(text.RootElement, answer.Json()));
        Assert.Empty(answer.Images());
    }

    [Fact]
    public async Task Generate_InlineFull_ShowsTheBytesOfTheFile()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", new { prompt = "A ship", inline = "full" });

        ImageContentBlock shown = Assert.Single(answer.Images());
        Assert.Equal("image/png", shown.MimeType);
        Assert.Equal(await File.ReadAllBytesAsync(answer.Path(), TestContext.Current.CancellationToken), shown.DecodedData.ToArray());
    }

    [Fact]
    public async Task Generate_SameArgumentsTwice_BuysOnce()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult first = await peer.CallAsync("generate_image", new { prompt = "A ship", n = 2 });
        CallToolResult second = await peer.CallAsync("generate_image", new { n = 2, prompt = "A ship" });

        Assert.Equal(1, peer.Bought);
        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Equal(first.Path(1), second.Path(1));
        Assert.Equal(2, second.Images().Length);
    }

    [Fact]
    public async Task Generate_AnotherVariation_BuysAnotherPicture()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult first = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        CallToolResult second = await peer.CallAsync("generate_image", new { prompt = "A ship", variation = 2 });

        Assert.Equal(2, peer.Bought);
        Assert.NotEqual(first.Path(), second.Path());
    }

    [Theory]
    [InlineData(599, 1)]
    [InlineData(600, 2)]
    public async Task Generate_SameArgumentsLater_BuysAnewAfterTenMinutes(int seconds, int bought)
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult first = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        peer.Time.Advance(TimeSpan.FromSeconds(seconds));
        CallToolResult second = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.Equal(bought, peer.Bought);
        Assert.Equal("finished", second.Text("status"));
        Assert.Equal(bought == 1, first.Path() == second.Path());
    }

    [Fact]
    public async Task Generate_SameArgumentsToAnotherServer_BuysOnce()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();
        CallToolResult first = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        await peer.ConnectAsync();
        CallToolResult second = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.Equal(1, peer.Bought);
        Assert.Equal(first.Path(), second.Path());
    }

    [Fact(Timeout = LongestRun)]
    public async Task Generate_SlowPicture_AnswersRunningAndIsBoughtOnce()
    {
        WatchedClock serviceTime = new();
        await using McpPeer peer = new(new FakeGptImageServiceOptions { TimeProvider = serviceTime });
        peer.Service.Enqueue(FakeOutcome.Delay(TimeSpan.FromMinutes(3)));
        await peer.ConnectAsync();
        FirstProgress progress = new();

        Task<CallToolResult> call = peer.CallAsync("generate_image", new { prompt = "A ship" }, progress);
        await serviceTime.FirstWait;
        ProgressNotificationValue told = await progress.Value.WaitAsync(TestContext.Current.CancellationToken);
        CallToolResult first = await peer.PassTimeAsync(call);
        CallToolResult again = await peer.PassTimeAsync(peer.CallAsync("generate_image", new { prompt = "A ship" }));
        CallToolResult asked = await peer.PassTimeAsync(peer.CallAsync("get_image", new { id = first.Text("id") }));
        Task<CallToolResult> waiting = peer.CallAsync("get_image", new { id = first.Text("id") });
        serviceTime.Advance(TimeSpan.FromMinutes(3));
        CallToolResult end = await waiting;

        Assert.Equal("running", first.Text("status"));
        Assert.NotEqual(true, first.IsError);
        Assert.Equal(first.Text("id"), again.Text("id"));
        Assert.Equal("running", asked.Text("status"));
        Assert.Equal("finished", end.Text("status"));
        Assert.True(File.Exists(end.Path()));
        Assert.Equal(1, peer.Bought);
        Assert.Equal("The pictures are being made.", told.Message);
        Assert.Equal(45, told.Total);
    }

    [Fact]
    public void Waiting_EndsBeforeClientsGiveUp() => Assert.Equal(TimeSpan.FromSeconds(45), PurchaseWait.Longest);

    [Fact(Timeout = LongestRun)]
    public async Task Generate_ClientGoesMeanwhile_ThePictureIsWaitedFor()
    {
        WatchedClock serviceTime = new();
        await using McpPeer peer = new(new FakeGptImageServiceOptions { TimeProvider = serviceTime });
        peer.Service.Enqueue(FakeOutcome.Delay(TimeSpan.FromMinutes(3)));
        await peer.ConnectAsync();
        Task<CallToolResult> call = peer.CallAsync("generate_image", new { prompt = "A ship" });
        await serviceTime.FirstWait;
        await peer.PassTimeAsync(call);

        await peer.DisconnectAsync();
        bool isServing = !peer.Serving.IsCompleted;
        serviceTime.Advance(TimeSpan.FromMinutes(3));
        await peer.Serving.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(isServing);
        Assert.Single(Directory.GetFiles(Path.Combine(peer.Root, "gptimage"), "a-ship-*.png"));
    }

    [Fact]
    public async Task Generate_RefusedByModeration_FailsAndTriesAgainWhenAskedTo()
    {
        await using McpPeer peer = new();
        peer.Service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));
        await peer.ConnectAsync();

        CallToolResult refused = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        CallToolResult again = await peer.CallAsync("generate_image", new { prompt = "A ship" });

        Assert.True(refused.IsError);
        Assert.Equal("failed", refused.Text("status"));
        Assert.Equal("rejected", refused.Text("charge"));
        Assert.Equal("finished", again.Text("status"));
    }

    [Fact]
    public async Task Generate_OutcomeUnknown_IsNotBoughtAgainByItself()
    {
        await using McpPeer peer = new();
        peer.Service.Enqueue(FakeOutcome.CutBody(1000));
        await peer.ConnectAsync();

        CallToolResult cut = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        peer.Time.Advance(TimeSpan.FromDays(1));
        CallToolResult again = await peer.CallAsync("generate_image", new { prompt = "A ship" });
        CallToolResult other = await peer.CallAsync("generate_image", new { prompt = "A ship", variation = 2 });

        Assert.Equal("unknown", cut.Text("status"));
        Assert.Equal("unknown", again.Text("status"));
        Assert.Equal("possibly_charged", again.Text("charge"));
        Assert.Contains("'variation'", again.Text("message"), StringComparison.Ordinal);
        Assert.Equal("finished", other.Text("status"));
        Assert.Equal(2, peer.Bought);
    }

    [Fact]
    public async Task Generate_SaveAs_NeverOverwrites()
    {
        await using McpPeer peer = new();
        string mine = peer.Write("art/ship.png", [1, 2, 3]);
        await peer.ConnectAsync();

        CallToolResult refused = await peer.CallAsync("generate_image", new { prompt = "A ship", save_as = "art/ship" });
        CallToolResult saved = await peer.CallAsync("generate_image", new { prompt = "A ship", save_as = "art/boat" });

        Assert.Equal("failed", refused.Text("status"));
        Assert.Equal("not_sent", refused.Text("charge"));
        Assert.EndsWith("exists already. Choose another name.", refused.Text("message"), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(mine, TestContext.Current.CancellationToken));
        Assert.Equal(Path.Combine(peer.Root, "art", "boat.png"), saved.Path());
        Assert.Equal(1, peer.Bought);
    }

    [Theory]
    [InlineData("""{"prompt":"A ship","sizee":"1024x1024"}""", "'sizee' is unknown")]
    [InlineData("""{"prompt":""}""", "'prompt' is missing")]
    [InlineData("""{"prompt":7}""", "'prompt' is not a text")]
    [InlineData("""{"prompt":"A ship","n":"two"}""", "The argument 'n' cannot be used: the value must be ")]
    [InlineData("""{"prompt":"A ship","quality":3}""", "The argument 'quality' cannot be used: the value must be ")]
    [InlineData("""{"prompt":"A ship","size":"big"}""", "The argument 'size' cannot be used: ")]
    [InlineData("""{"prompt":"A ship","text":[{"content":3}]}""", "The argument 'text[0].content' cannot be used: the value must be ")]
    [InlineData("""{"prompt":"A ship","n":11}""", "run them with gptimage job")]
    [InlineData("""{"prompt":"A ship","size":"1000x700"}""", "1008x704")]
    [InlineData("""{"prompt":"A ship","inline":"all"}""", "none, preview, full")]
    [InlineData("""{"prompt":"A ship","variation":0}""", "from 1 to")]
    public async Task Generate_ArgumentsThatCannotBe_SaysWhatWouldBeRight(string arguments, string said)
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("generate_image", JsonElement.Parse(arguments));

        Assert.True(answer.IsError);
        Assert.Equal("invalid", answer.Text("status"));
        Assert.Contains(said, answer.Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter '", answer.Text("message"), StringComparison.Ordinal);
        Assert.Equal(0, peer.Bought);
    }

    [Fact]
    public async Task Edit_PictureAndMask_SendsBoth()
    {
        await using McpPeer peer = new();
        peer.Write("kitchen.png", Pictures.Png());
        string mask = peer.Write("mask.png", Pictures.Mask());
        await peer.ConnectAsync();

        CallToolResult answer =
            await peer.CallAsync("edit_image", new { prompt = "A glass", images = Kitchen, mask });

        Assert.Equal("finished", answer.Text("status"));
        Assert.EndsWith("images/edits", Assert.Single(peer.Service.Requests).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_WithoutPictures_SaysSo()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("edit_image", new { prompt = "A glass", images = Array.Empty<string>() });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.Contains("'images' is missing or empty", answer.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_SavedCharacter_SendsItsReferences()
    {
        await using McpPeer peer = new();
        await SaveMiaAsync(peer);
        await peer.ConnectAsync();

        CallToolResult answer =
            await peer.CallAsync("draw_character", new { prompt = "Mia waves from the pier", characters = SavedMia });

        Assert.Equal("finished", answer.Text("status"));
        Assert.EndsWith("images/edits", Assert.Single(peer.Service.Requests).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_WithAMask_PutsTheCharactersIntoTheFirstReference()
    {
        await using McpPeer peer = new();
        await SaveMiaAsync(peer);
        peer.Write("kitchen.png", Pictures.Png());
        peer.Write("mask.png", Pictures.Mask());
        await peer.ConnectAsync();

        CallToolResult lacking = await peer.CallAsync(
            "explain_image", new { prompt = "Mia waves", characters = SavedMia, mask = "mask.png" });
        CallToolResult drawn = await peer.CallAsync(
            "draw_character", new { prompt = "Mia waves", characters = SavedMia, references = Kitchen, mask = "mask.png" });

        Assert.Contains(
            "Pass it among the references, as the first.", lacking.Json().GetProperty("findings").ToString(), StringComparison.Ordinal);
        Assert.Equal("finished", drawn.Text("status"));
    }

    [Fact]
    public async Task Draw_NoSuchCharacter_SaysSo()
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("draw_character", new { prompt = "Mia waves", characters = NoMia });

        Assert.Equal("invalid", answer.Text("status"));
        Assert.StartsWith("The argument 'characters' cannot be used: ", answer.Text("message"), StringComparison.Ordinal);
        Assert.Contains("no saved character", answer.Text("message"), StringComparison.Ordinal);
        Assert.Equal(0, peer.Bought);
    }

    [Theory]
    [InlineData("""{"prompt":"A ship","quality":3}""")]
    [InlineData("""{"prompt":"A ship","size":"big"}""")]
    public async Task Explain_ArgumentsThatCannotBe_IsInvalid(string arguments)
    {
        await using McpPeer peer = new();
        await peer.ConnectAsync();

        CallToolResult answer = await peer.CallAsync("explain_image", JsonElement.Parse(arguments));

        Assert.Equal("invalid", answer.Text("status"));
        Assert.EndsWith(" Nothing was sent.", answer.Text("message"), StringComparison.Ordinal);
    }

    private static async Task SaveMiaAsync(McpPeer peer)
    {
        Character mia = new("Mia")
        {
            Appearance = "round face, green eyes",
            References = [ImageInput.FromBytes(Pictures.Png()).As(ReferenceRole.FullBody)],
        };
        await mia.SaveAsync(Path.Combine(peer.Root, "cast", "Mia"), cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class FirstProgress : IProgress<ProgressNotificationValue>
    {
        private readonly TaskCompletionSource<ProgressNotificationValue> _first = new();

        public Task<ProgressNotificationValue> Value => _first.Task;

        public void Report(ProgressNotificationValue value) => _first.TrySetResult(value);
    }
}
