namespace GptImage.Sdk.Testing.Tests;

public sealed class MisspellingTests
{
    [Theory]
    [InlineData("Tea", "Txa")]
    [InlineData("OPEN", "OPXN")]
    [InlineData("Xaxa", "Xaka")]
    [InlineData("本日開店", "本日国店")]
    [InlineData("「카페」", "「카한」")]
    [InlineData("12", "17")]
    [InlineData("…", "…")]
    public void Misspell_Text_HasOneWrongLetter(string text, string misspelt) =>
        Assert.Equal(misspelt, Misspelling.Misspell(new PlacedText(text, default)).Text);
}
