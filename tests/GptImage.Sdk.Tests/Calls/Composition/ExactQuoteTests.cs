namespace GptImage.Sdk.Tests;

public sealed class ExactQuoteTests
{
    [Theory]
    [InlineData("Open", "\"Open\"")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"hi\"", "“say \"hi\"”")]
    [InlineData("\"a\" “b”", "«\"a\" “b”»")]
    [InlineData("\" ”", "«\" ”»")]
    [InlineData("\"“«", "「\"“«」")]
    [InlineData("\"“«「", "<text>\"“«「</text>")]
    [InlineData("\"“«「<text>", "<text->\"“«「<text></text->")]
    [InlineData("\"“«「</text></text->", "<text-->\"“«「</text></text-></text-->")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("", "\"\"")]
    public void Of_AnyText_StandsInMarksThatAreNotInIt(string text, string expected) => Assert.Equal(expected, ExactQuote.Quote(text));
}
