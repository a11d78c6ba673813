namespace GptImage.Sdk.Testing.Tests.Prompts;

public sealed class QuotedTextsTests
{
    [Theory]
    [InlineData("nothing quoted", "")]
    [InlineData("a sign \"Open\" and “Fermé” and «Закрыто» and 「営業中」", "Open|Fermé|Закрыто|営業中")]
    [InlineData("<text>two\nlines</text>\n<text>say \"hi\"</text>", "two\nlines|say \"hi\"")]
    [InlineData("<text->a </text> b</text->", "a </text> b")]
    [InlineData("\"again\" \"again\" \"\"", "again")]
    public void In_Prompt_FindsWhatIsToBeWritten(string prompt, string texts) =>
        Assert.Equal(texts, string.Join('|', QuotedTexts.In(prompt).Select(placed => placed.Text)));

    [Theory]
    [InlineData("- \"A\"; language: fr; placement: large, across the sky; surface: left wall", 0, -1, 1)]
    [InlineData("- \"A\"; placement: small, along the bottom edge", 0, 1, -1)]
    [InlineData("- \"A\"; placement: small, in the lower right corner", 1, 1, -1)]
    [InlineData("- \"A\"; placement: upper left", -1, -1, 0)]
    [InlineData("- \"A\"; placement: in the centre; typography: large serif", 0, 0, 0)]
    [InlineData("A shop with \"A\" at the top left, and a cat at the bottom", -1, 0, 0)]
    [InlineData("A shop with \"A\". A cat at the bottom", 0, 0, 0)]
    public void In_Prompt_ReadsThePlace(string prompt, int column, int row, int scale) =>
        Assert.Equal(new TextPlace(column, row, scale), Assert.Single(QuotedTexts.In(prompt)).Place);
}
