namespace GptImage.Sdk.Imaging.Tests.Overlays;

public sealed class EmergencyBreaksTests
{
    [Theory]
    [InlineData("ab cd", "a.b |c.d")]
    [InlineData("Donaudampfer", "D.o.n.a.u.d.a.m.p.f.e.r")]
    [InlineData("Donaudampfers", "D.o.n.a~u~d~a~m~p~f.e.r.s")]
    [InlineData("안녕 하세요", "안.녕 |하.세.요")]
    [InlineData("中文", "中|文")]
    public void Find_MarksWhatABreakWouldDo(string text, string expected) => Assert.Equal(expected, Marked(text));

    [Theory]
    [InlineData("สวัสดีชาวโลกยินดีต้อนรับ", "ส.วั/ส/ดี/ชา/ว/โล/ก/ยิ/น/ดี/ต้/อ/น/รั.บ")]
    [InlineData("ភាសាខ្មែរភាសាខ្មែរភាសា", "ភា.សា/ខ្មែ/រ/ភា/សា/ខ្មែ/រ/ភា.សា")]
    [InlineData("မြန်မာဘာသာမြန်မာဘာသာစကားပြော", "မြန်/မာ/ဘာ/သာ/မြန်/မာ/ဘာ/သာ/စ/ကား/ပြော")]
    public void Find_SouthEastAsian_BreaksBetweenSyllables(string text, string expected)
    {
        // Breaks that would tear a syllable apart are last resorts.
        Assert.Equal(expected.Replace(".", "", StringComparison.Ordinal), Marked(text).Replace(".", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_LettersShapedAsOne_NeverBreak()
    {
        bool[] apart = [true, true, false, true];

        Assert.Equal(LineBreak.Never, EmergencyBreaks.Find("affe", apart)[2]);
        Assert.Equal(LineBreak.Anywhere, EmergencyBreaks.Find("affe", apart)[3]);
    }

    private static string Marked(string text)
    {
        LineBreak[] breaks = EmergencyBreaks.Find(text, [.. text.Select(_ => true)]);
        return string.Concat(text.Select((unit, place) => breaks[place] switch
        {
            LineBreak.Allowed => $"|{unit}",
            LineBreak.Cluster => $"/{unit}",
            LineBreak.Word => $"~{unit}",
            LineBreak.Anywhere => $".{unit}",
            _ => $"{unit}",
        }));
    }
}
