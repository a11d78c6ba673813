using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("Mia Moon", "Mia Moon")]
    [InlineData("Zoë 美亜", "Zoë 美亜")]
    [InlineData("../evil", "-evil")]
    [InlineData("..\\..\\evil", "-..-evil")]
    [InlineData("/etc/passwd", "-etc-passwd")]
    [InlineData("C:\\temp", "C--temp")]
    [InlineData("a:b*c?d\"e<f>g|h{i}", "a-b-c-d-e-f-g-h-i-")]
    [InlineData("line\nbreak\u0000", "line-break-")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    [InlineData(" Mia. . ", "Mia")]
    [InlineData("...", "")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("CON", "_CON")]
    [InlineData("con.png", "_con.png")]
    [InlineData("Aux .txt", "_Aux .txt")]
    [InlineData("nul", "_nul")]
    [InlineData("COM1", "_COM1")]
    [InlineData("lpt\u00B3", "_lpt\u00B3")]
    [InlineData("CONOUT$", "_CONOUT$")]
    [InlineData("Connie", "Connie")]
    [InlineData("COM10", "COM10")]
    public void Clean_AnyName_IsOneNameWithinAFolder(string? name, string expected) => Assert.Equal(expected, SafeName.Clean(name));

    [Fact]
    public void Clean_HalfASurrogatePair_IsReplaced() => Assert.Equal("a-b", SafeName.Clean("a" + (char)0xD83D + "b"));

    [Theory]
    [InlineData("x", 100, 100)]
    [InlineData("x", 101, 100)]
    [InlineData("\u7F8E", 66, 66)]
    [InlineData("\u7F8E", 67, 66)]
    [InlineData("\U0001F469\u200D\U0001F680", 19, 18)]
    public void Clean_LongName_IsCutBetweenCharacters(string character, int count, int kept)
    {
        string clean = SafeName.Clean(new StringBuilder().Insert(0, character, count).ToString());

        Assert.Equal(new StringBuilder().Insert(0, character, kept).ToString(), clean);
    }

    [Fact]
    public void Clean_CutBehindADot_HasNoDotAtItsEnd() => Assert.Equal(new string('x', 99), SafeName.Clean(new string('x', 99) + ".png"));

    [Fact]
    public void Clean_ItsOwnResult_StaysTheSame() => Assert.All(
        ["../evil", "CON", "a:b", "Mia. ", new string('x', 300)],
        name => Assert.Equal(SafeName.Clean(name), SafeName.Clean(SafeName.Clean(name))));
}
