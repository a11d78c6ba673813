using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class TextCheckTests
{
    private static readonly GeneratedImage Picture = new(SamplePictures.Png());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Café Lumière", "Café Lumière", CheckOutcome.Passed)]
    [InlineData("Café Lumière", "Cafe\u0301 Lumie\u0300re", CheckOutcome.Passed)] // NFD
    [InlineData("Café Lumière", "the sign: Café Lumière!", CheckOutcome.Passed)]
    [InlineData("GRAND OPENING", "GRAND\nOPENING", CheckOutcome.Passed)]
    [InlineData("GRAND OPENING", "GRANDOPENING", CheckOutcome.Passed)]
    [InlineData("開店", "本日開店", CheckOutcome.Passed)]
    [InlineData("카페", "카페", CheckOutcome.Passed)]
    [InlineData("Café Lumière", "Cafe Lumière", CheckOutcome.Unsure)]
    [InlineData("Café", "Cafè", CheckOutcome.Unsure)]
    [InlineData("OPENING", "OPENlNG", CheckOutcome.Unsure)]
    [InlineData("OPENING", "0PEN1NG", CheckOutcome.Unsure)]
    [InlineData("がっこう", "かっこう", CheckOutcome.Unsure)]
    [InlineData("Today’s “soup”", "Today's \"soup\"", CheckOutcome.Unsure)]
    [InlineData("9–17 h", "9-17 h", CheckOutcome.Unsure)]
    [InlineData("3 x 4", "3 × 4", CheckOutcome.Unsure)]
    [InlineData("本日！", "本日!", CheckOutcome.Unsure)]
    [InlineData("OPEN", "ＯＰＥＮ", CheckOutcome.Unsure)]
    [InlineData("OPEN", "ＯＰＥＭ", CheckOutcome.Failed)]
    [InlineData("Donau\u00ADdampf", "Donaudampf", CheckOutcome.Passed)] // a soft hyphen, which nobody sees
    [InlineData("OPEN", "OPENING", CheckOutcome.Failed)]
    [InlineData("OPENING", "OPEMING", CheckOutcome.Failed)]
    [InlineData("Tea", "TEA", CheckOutcome.Failed)]
    [InlineData("Tea", "", CheckOutcome.Failed)]
    [InlineData("한글", "한골", CheckOutcome.Failed)]
    [InlineData("開店", "閉店", CheckOutcome.Failed)]
    public async Task CheckAsync_TextAndReading_Outcome(string text, string read, CheckOutcome outcome)
    {
        PictureVerdict verdict = await CheckAsync(
            [text], [.. read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new RecognizedText(line))]);

        Assert.Equal(outcome, verdict.Outcome);
        Assert.InRange(verdict.Score ?? -1, 0, 1);
        Assert.Equal(outcome == CheckOutcome.Failed, verdict.Advice is not null);
        Assert.Equal(outcome == CheckOutcome.Passed, verdict.Findings.Count == 0);
    }

    [Theory]
    [InlineData("Tea", 0.79, CheckOutcome.Unsure)]
    [InlineData("Tea", 0.8, CheckOutcome.Passed)]
    [InlineData("Txa", 0.79, CheckOutcome.Unsure)]
    [InlineData("Txa", 0.8, CheckOutcome.Failed)]
    [InlineData("Tea", double.NaN, CheckOutcome.Unsure)]
    [InlineData("Txa", double.NaN, CheckOutcome.Unsure)]
    [InlineData(
        "A line that is far too long to be compared letter by letter with the one word that was asked for in the request", 0.3,
        CheckOutcome.Unsure)]
    [InlineData(
        "A line that is far too long to be compared letter by letter with the one word that was asked for in the request", 0.9,
        CheckOutcome.Failed)]
    public async Task CheckAsync_ReaderThatGuesses_IsUnsureBelow80Percent(string read, double confidence, CheckOutcome outcome) =>
        Assert.Equal(outcome, (await CheckAsync(["Tea"], [new RecognizedText(read) { Confidence = confidence }])).Outcome);

    [Theory]
    [InlineData("Café", "Café", CheckOutcome.Passed)]
    [InlineData("Café", "Cafe", CheckOutcome.Unsure)]
    [InlineData("Café", "Cxfe", CheckOutcome.Failed)] // its letters are known without the accent
    [InlineData("한글", "한글", CheckOutcome.Passed)] // whatever it says about itself: it did read it
    [InlineData("한글", "한골", CheckOutcome.Unavailable)]
    [InlineData("한글 Cafe", "Cafe", CheckOutcome.Unavailable)]
    [InlineData("Øl", "Ol", CheckOutcome.Unavailable)]
    [InlineData("がっこう", "", CheckOutcome.Unavailable)]
    public async Task CheckAsync_ReaderOfBasicLatin_JudgesNoOtherLetter(string text, string read, CheckOutcome outcome)
    {
        PictureVerdict verdict = await new TextCheck(new Lines([new RecognizedText(read)], letter => letter.IsAscii))
            .CheckAsync(Ask(text), Token);

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal(outcome == CheckOutcome.Failed, verdict.Advice is not null);
    }

    [Fact]
    public async Task CheckAsync_LetterUnknownToTheReader_IsNamed() => Assert.Equal(
        ["'Øl' was not found, and the reader does not know the letter 'Ø'."],
        (await new TextCheck(new Lines([], letter => letter.IsAscii)).CheckAsync(Ask("Øl"), Token)).Findings);

    [Fact]
    public async Task CheckAsync_SeveralTexts_TheWorstDecidesAndTheAdviceNamesTheWrongOnesOnly()
    {
        PictureVerdict verdict = await CheckAsync(
            ["Tea", "Coffee", "Cake"], [new RecognizedText("Tea"), new RecognizedText("Coffae"), new RecognizedText("Câke")]);

        Assert.Equal(CheckOutcome.Failed, verdict.Outcome);
        Assert.Equal("Spell \"Coffee\" exactly as given, letter by letter.", verdict.Advice);
        Assert.Equal(
            ["'Coffee' was not found; the nearest that was read is 'Coffae'.",
             "'Cake' was read with other accents or look-alike letters: 'Câke'."], verdict.Findings);
    }

    [Fact]
    public async Task CheckAsync_RequestWithoutTexts_PassesWithoutReading()
    {
        TextCheck check = new(new Lines(null));

        PictureVerdict verdict = await check.CheckAsync(
            new PictureToCheck { Image = Picture, Request = new TextToImageRequest("A door") }, Token);

        Assert.Equal(CheckOutcome.Passed, verdict.Outcome);
    }

    [Fact]
    public async Task CheckAsync_LoneSurrogatesAndNulls_AreNoText()
    {
        PictureVerdict verdict = await CheckAsync(["Tea"], [null!, new RecognizedText("\uD83C"), new RecognizedText("Tea\uD83C")]);

        Assert.Equal(CheckOutcome.Passed, verdict.Outcome);
    }

    private static async Task<PictureVerdict> CheckAsync(string[] texts, RecognizedText[] lines) =>
        await new TextCheck(new Lines(lines)).CheckAsync(Ask(texts), Token);

    private static PictureToCheck Ask(params string[] texts) => new()
    {
        Image = Picture,
        Request = new TextToImageRequest("A door") { Text = [.. texts.Select(text => new TextElement(text))] },
    };

    private sealed class Lines(RecognizedText[]? lines, Func<Rune, bool>? knows = null) : ITextReader
    {
        public Task<IReadOnlyList<RecognizedText>> ReadAsync(GeneratedImage image, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<RecognizedText>>(lines ?? throw new InvalidOperationException("Nothing is to be read."));

        public bool CanRead(Rune letter) => knows?.Invoke(letter) ?? true;
    }
}
