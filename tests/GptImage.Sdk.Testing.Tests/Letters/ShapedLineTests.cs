using System.Text;

namespace GptImage.Sdk.Testing.Tests.Letters;

public sealed class ShapedLineTests
{
    [Theory]
    [InlineData("سوق الفوانيس", true)]
    [InlineData("שוק", true)]
    [InlineData("बाज़ार", true)]
    [InlineData("ตลาด", true)]
    [InlineData("ផ្សារ", true)]
    [InlineData("Café", false)]
    [InlineData("灯笼夜市", false)]
    [InlineData("Рынок", false)]
    public void IsNeededFor_Script_TellsWhetherLettersDependOnEachOther(string text, bool isNeeded) =>
        Assert.Equal(isNeeded, ShapedLine.IsNeededFor(text));

    [Theory]
    [InlineData("سلام")]
    [InlineData("שלום")]
    public void FromText_RightToLeft_PutsTheFirstLetterLast(string text)
    {
        var line = ShapedLine.FromText(text);

        // Without a font that has the letters each of them is drawn as a box.
        int[] clusters = [.. line.Runs.SelectMany(run => run.Clusters)];
        Assert.Equal(clusters.OrderDescending(), clusters);
        Assert.True(line.Missing.Count == 4 || clusters[^1] == 0);
    }

    [Fact]
    public void FromText_ArabicLetters_JoinToOtherForms()
    {
        if (InstalledFont.Find(new Rune('س')) is null)
        {
            Assert.Equal(2, ShapedLine.FromText("سس").Missing.Count);
            return;
        }

        ushort[] two = Assert.Single(ShapedLine.FromText("سس").Runs).Glyphs;

        Assert.NotEqual(two[0], two[1]);
        Assert.True(ShapedLine.FromText("سس").Width > 0);
    }
}
