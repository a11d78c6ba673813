namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class QuotedTextsTests
{
    [Theory]
    [InlineData("nothing quoted", "")]
    [InlineData("a sign \"Open\" and “Fermé” and «Закрыто» and 「営業中」", "Open|Fermé|Закрыто|営業中")]
    [InlineData("<text>two\nlines</text>\n<text>say \"hi\"</text>", "two\nlines|say \"hi\"")]
    [InlineData("\"again\" \"again\" \"\"", "again")]
    public void In_Prompt_FindsWhatIsToBeWritten(string prompt, string texts) =>
        Assert.Equal(texts, string.Join('|', QuotedTexts.In(prompt)));
}
