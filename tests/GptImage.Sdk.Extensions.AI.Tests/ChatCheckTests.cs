using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Extensions.AI.Tests;

public sealed class ChatCheckTests
{
    private static readonly GeneratedImage Picture = new(Pictures.Png(64, 64));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("yes", "yes", CheckOutcome.Passed, 1)]
    [InlineData("yes", "no", CheckOutcome.Failed, 0.5)]
    [InlineData("unsure", "yes", CheckOutcome.Unsure, 0.75)]
    [InlineData("unsure", "no", CheckOutcome.Failed, 0.25)]
    public async Task CheckAsync_TwoStatements_TheWorstDecides(string first, string second, CheckOutcome outcome, double score)
    {
        PictureVerdict verdict = await AskAsync(Answer((1, first), (2, second)));

        Assert.Equal((outcome, score), (verdict.Outcome, verdict.Score));
        Assert.Equal(
            outcome == CheckOutcome.Failed ? "This must be true of the picture: It is night." : null, verdict.Advice);
    }

    [Theory]
    [InlineData("I'm sorry, I can't help with that.")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("}{")]
    [InlineData("""{"answers":"yes"}""")]
    [InlineData("""{"answers":[]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes","reason":""}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":1,"holds":"yes"}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":3,"holds":"yes"}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":2,"holds":"probably"}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":2,"holds":true}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":2,"holds":"no"},{"number":3,"holds":"no"}]}""")]
    [InlineData("""{"answers":[{"number":1e99,"holds":"yes"},{"number":2,"holds":"no"}]}""")]
    [InlineData("""{"answers":[null,null]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":2,"holds":"yes"},{"number":2,"holds":"no"}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"no"},{"number":2,"holds":"no"}]} or {"answers":[{"number":1,"holds":"yes"}]}""")]
    [InlineData("""{"answers":[{"number":1,"holds":"yes"},{"number":2,"holds":"no""")]
    public async Task CheckAsync_AnswerThatIsNone_IsUnavailable(string text) =>
        Assert.Equal(CheckOutcome.Unavailable, (await AskAsync(text)).Outcome);

    [Fact]
    public async Task CheckAsync_FencedAnswer_IsRead() => Assert.Equal(
        CheckOutcome.Passed, (await AskAsync($"Here you are:\n```json\n{Answer((1, "yes"), (2, "yes"))}\n```")).Outcome);

    [Fact]
    public async Task CheckAsync_Characters_AreComparedWithTheirFirstReference()
    {
        ScriptedChat chat = new(Answer((1, "no")));
        Character mia = new("Mia")
        {
            References = [ImageInput.FromBytes(Pictures.Png(32, 32)), ImageInput.FromBytes(Pictures.Jpeg(32, 32))],
        };
        Character far = new("Far") { References = [ImageInput.FromFileId("file-abc")] };

        PictureVerdict verdict = await new ChatCheck(chat).CheckAsync(
            new PictureToCheck { Image = Picture, Request = new CharacterReferenceRequest("They wave", mia, far) }, Token);

        Assert.Equal(CheckOutcome.Failed, verdict.Outcome);
        IList<AIContent> asked = chat.Messages[1].Contents;
        Assert.Equal(2, asked.OfType<DataContent>().Count());
        Assert.Equal(Pictures.Png(32, 32), asked.OfType<DataContent>().Last().Data.ToArray());
        Assert.StartsWith("The statements:\n1. Mia is in the picture", asked.OfType<TextContent>().Last().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Far", asked.OfType<TextContent>().Last().Text, StringComparison.Ordinal);
        Assert.Equal(((float?)null, "picture_check"),
            (chat.Options?.Temperature, (chat.Options?.ResponseFormat as ChatResponseFormatJson)?.SchemaName));
    }

    [Fact]
    public async Task CheckAsync_NothingToAsk_PassesWithoutACall()
    {
        ScriptedChat chat = new("");

        PictureVerdict verdict = await new ChatCheck(chat).CheckAsync(
            new PictureToCheck { Image = Picture, Request = new TextToImageRequest("A door") }, Token);

        Assert.Equal((CheckOutcome.Passed, 0), (verdict.Outcome, chat.Messages.Count));
    }

    [Fact]
    public async Task CheckAsync_ModelThatStalls_IsUnavailableWhenTheTimeIsOver()
    {
        FakeTimeProvider time = new();
        ScriptedChat chat = new(null);
        Task<PictureVerdict> asking = new ChatCheck(chat, "It is night.") { TimeProvider = time }
            .CheckAsync(new PictureToCheck { Image = Picture, Request = new TextToImageRequest("x") }, Token).AsTask();

        time.Advance(TimeSpan.FromSeconds(60));
        PictureVerdict verdict = await asking;

        Assert.Equal(CheckOutcome.Unavailable, verdict.Outcome);
        Assert.Equal(["The chat model did not answer within 60 seconds."], verdict.Findings);
        Assert.True(chat.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task CheckAsync_ModelThatThrows_SaysItsOwnReason()
    {
        ChatCheck check = new(new ScriptedChat(null) { Failure = new TimeoutException("The gateway timed out.") }, "It is night.");

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(
            async () => await check.CheckAsync(new PictureToCheck { Image = Picture, Request = new TextToImageRequest("x") }, Token));

        Assert.Equal("The gateway timed out.", exception.Message);
    }

    [Fact]
    public async Task CheckAsync_CanceledWhileTheModelStalls_EndsAtOnce()
    {
        using CancellationTokenSource cancel = new();
        ScriptedChat chat = new(null);
        ValueTask<PictureVerdict> asking = new ChatCheck(chat, "It is night.")
            .CheckAsync(new PictureToCheck { Image = Picture, Request = new TextToImageRequest("x") }, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await asking);
        Assert.True(chat.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData("lie", CheckOutcome.Passed, true)]
    [InlineData("refuse", CheckOutcome.Unavailable, false)]
    [InlineData("contradict", CheckOutcome.Unavailable, false)]
    [InlineData("throw", CheckOutcome.Unavailable, false)]
    [InlineData("stall", CheckOutcome.Unavailable, false)]
    public async Task GenerateCheckedAsync_ModelThatIsNoHelp_BuysOnePictureAndKeepsIt(string answer, CheckOutcome outcome, bool isAccepted)
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress });
        FakeTimeProvider time = new();
        ScriptedChat chat = answer switch
        {
            "lie" => new ScriptedChat(Answer((1, "yes"))),
            "refuse" => new ScriptedChat("I'm sorry, I can't help with that."),
            "contradict" => new ScriptedChat(Answer((1, "yes"), (1, "no"))),
            "throw" => new ScriptedChat(null) { Failure = new HttpRequestException("The model is down.") },
            _ => new ScriptedChat(null),
        };
        CheckOptions options = new()
        {
            Checks = [new ChatCheck(chat, "It is night.") { TimeProvider = time }],
            Policy = CheckPolicy.Retry(5),
        };

        Task<CheckedImageResult> buying = client.GenerateCheckedAsync(new TextToImageRequest("A door"), options, Token);
        while (!buying.IsCompleted && !Token.IsCancellationRequested)
        {
            time.Advance(TimeSpan.FromSeconds(60));
            await Task.Yield();
        }

        CheckedImageResult result = await buying;

        Assert.Single(service.Requests);
        Assert.Equal((outcome, isAccepted), (result.Best.Outcome, result.IsAccepted));
        Assert.True(result.Image.Bytes.Length > 0);
        Assert.Equal(outcome == CheckOutcome.Passed ? 0 : 1, result.Best.Verdicts[0].Findings.Count);
    }

    [Fact]
    public async Task CheckAsync_RefusalThatIsCharged_IsPriced()
    {
        ScriptedChat chat = new("No.") { Usage = new UsageDetails { InputTokenCount = 1_000_000, OutputTokenCount = 0 } };

        PictureVerdict verdict = await new ChatCheck(chat, "It is night.") { InputPrice = 2.50m }
            .CheckAsync(new PictureToCheck { Image = Picture, Request = new TextToImageRequest("x") }, Token);

        Assert.Equal((CheckOutcome.Unavailable, 2.50m), (verdict.Outcome, verdict.Cost));
    }

    [Fact]
    public async Task CheckAsync_Usage_IsPriced()
    {
        ScriptedChat chat = new(Answer((1, "yes")))
        {
            Usage = new UsageDetails { InputTokenCount = 2_000, OutputTokenCount = 100 },
        };

        PictureVerdict verdict = await new ChatCheck(chat, "It is night.") { InputPrice = 2.50m, OutputPrice = 10m }
            .CheckAsync(new PictureToCheck { Image = Picture, Request = new TextToImageRequest("x") }, Token);

        Assert.Equal(0.006m, verdict.Cost);
    }

    [Fact]
    public void Constructor_EmptyStatement_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ChatCheck(new ScriptedChat(""), "It is night.", " "));
        Assert.Throws<ArgumentNullException>(() => new ChatCheck(null!));
    }

    private static string Answer(params (int Number, string Holds)[] answers)
    {
        IEnumerable<string> written =
            answers.Select(answer => $$"""{"number":{{answer.Number}},"holds":"{{answer.Holds}}","reason":"Seen."}""");
        return $$"""{"answers":[{{string.Join(',', written)}}]}""";
    }

    private static async Task<PictureVerdict> AskAsync(string answer) =>
        await new ChatCheck(new ScriptedChat(answer), "There is a cat.", "It is night.").CheckAsync(
            new PictureToCheck { Image = Picture, Request = new TextToImageRequest("x") }, Token);

    /// <summary>A chat model that gives one answer, or with <see langword="null"/> never answers and does not obey its token.</summary>
    private sealed class ScriptedChat(string? answer) : IChatClient
    {
        public IReadOnlyList<ChatMessage> Messages { get; private set; } = [];

        public ChatOptions? Options { get; private set; }

        public CancellationToken Token { get; private set; }

        public UsageDetails? Usage { get; init; }

        public Exception? Failure { get; init; }

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Messages = [.. messages];
            Options = options;
            Token = cancellationToken;
            return Failure is not null ? Task.FromException<ChatResponse>(Failure)
                : answer is null ? new TaskCompletionSource<ChatResponse>().Task
                : Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { Usage = Usage });
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
