using GptImage.Sdk.Imaging.Tests.Support;

namespace GptImage.Sdk.Imaging.Tests.Text;

public sealed class LineBreaksTests
{
    /// <summary>Lines of the file where this algorithm is stricter on purpose: 6 of 7,654, below 0.1 %.</summary>
    private static readonly string[] Stricter =
    [
        // A sign keeps with the number before it over a blank: "5 €", "50 %".
        "× 0030 × 0020 ÷ 0024 ÷",
        "× 0030 × 0020 ÷ 0025 ÷",
        "× 0030 × 0308 × 0020 ÷ 0024 ÷",
        "× 0030 × 0308 × 0020 ÷ 0025 ÷",

        // Guillemets keep with what they enclose over blanks, as in Unicode from 15.1 on.
        "× 0061 × 006D × 0062 × 0069 × 0067 × 0075 × 0028 × 00AB × 0020 ÷ 0308 × 0020 ÷ 00BB × 0029 ÷ 0028 × 0065 × 0308 × 0029 ÷",
        "× 0061 × 006D × 0062 × 0069 × 0067 × 0075 × 007B × 00AB × 0020 ÷ 0308 × 0020 ÷ 00BB × 007D ÷ 0028 × 0065 × 0308 × 0029 ÷",
    ];

    [Fact]
    public void Before_LinesOfLineBreakTest_AreRightButForTheStricterOnes()
    {
        List<string> wrong = [];
        int cases = 0;
        foreach (string line in UnicodeData.Lines("auxiliary/LineBreakTest.txt"))
        {
            string[] codes = [.. line.Split(' ').Where((_, place) => place % 2 == 1)];
            string[] characters = [.. codes.Select(code => char.ConvertFromUtf32(Convert.ToInt32(code, 16)))];
            bool[] may = LineBreaks.Before(string.Concat(characters));
            string found = "×";
            int end = 0;
            for (int i = 0; i < codes.Length; i++)
            {
                end += characters[i].Length;
                found += $" {codes[i]} {(end == may.Length || may[end] ? '÷' : '×')}";
            }

            cases++;
            if (found != line)
            {
                wrong.Add(line);
            }
        }

        Assert.Equal(Stricter.Order(StringComparer.Ordinal), wrong.Order(StringComparer.Ordinal));
        Assert.Equal(7_654, cases);
    }

    [Theory]
    [InlineData("Vraiment ? Oui !", "Vraiment ? |Oui !")]
    [InlineData("« Bonjour », dit-il", "« Bonjour », |dit-|il")]
    [InlineData("Er sagte »Hallo« und ging", "Er |sagte |»Hallo« |und |ging")]
    [InlineData("Nur 5 € bis 50 % weg", "Nur |5 € |bis |50 % |weg")]
    [InlineData("Only 5 €10 notes", "Only |5 |€10 |notes")]
    [InlineData("Fisch/Fleisch", "Fisch/|Fleisch")]
    [InlineData("Donau\u00ADdampf", "Donau\u00AD|dampf")]
    [InlineData("5\u00A0€ 10\u202F%", "5\u00A0€ |10\u202F%")]
    [InlineData("中文字。「中」ゃ", "中|文|字。|「中」ゃ")]
    [InlineData("བོད་ཡིག", "བོད་|ཡིག")]
    [InlineData("A\u200BB", "A\u200B|B")]
    public void Before_RealTexts_BreakWhereAReaderWould(string text, string expected)
    {
        bool[] may = LineBreaks.Before(text);

        Assert.Equal(expected, string.Concat(text.Select((unit, place) => may[place] ? $"|{unit}" : $"{unit}")));
    }
}
