using System.Globalization;
using GptImage.Sdk.Imaging.Tests.Support;

namespace GptImage.Sdk.Imaging.Tests.Text;

public sealed class BidiParagraphTests
{
    private static readonly string[] Names = ["L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE", "RLE",
        "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"];

    [Fact]
    public void Resolve_EachLineOfBidiTest_IsRight()
    {
        List<string> wrong = [];
        int cases = 0;
        string[] levels = [];
        string order = "";
        foreach (string line in UnicodeData.Lines("BidiTest.txt"))
        {
            if (line.StartsWith("@Levels:", StringComparison.Ordinal))
            {
                levels = Fields(line["@Levels:".Length..]);
            }
            else if (line.StartsWith("@Reorder:", StringComparison.Ordinal))
            {
                order = string.Join(' ', Fields(line["@Reorder:".Length..]));
            }
            else
            {
                string[] parts = line.Split(';');
                BidiClass[] classes = [.. Fields(parts[0]).Select(name => (BidiClass)Array.IndexOf(Names, name))];
                int directions = int.Parse(parts[1], CultureInfo.InvariantCulture);
                foreach (byte? level in new byte?[] { null, 0, 1 }.Where((_, bit) => (directions & (1 << bit)) != 0))
                {
                    cases++;
                    BidiParagraph paragraph = BidiParagraph.Resolve([.. classes], new int[classes.Length], level);
                    if (!IsRight(paragraph, levels, order))
                    {
                        wrong.Add($"{line} at {level}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases} are wrong: {string.Join(" | ", wrong.Take(20))}");
        Assert.Equal(770_241, cases);
    }

    [Fact]
    public void Resolve_EachLineOfBidiCharacterTest_IsRight()
    {
        List<string> wrong = [];
        int cases = 0;
        foreach (string line in UnicodeData.Lines("BidiCharacterTest.txt"))
        {
            string[] parts = line.Split(';');
            string text = string.Concat(Fields(parts[0]).Select(code => char.ConvertFromUtf32(Convert.ToInt32(code, 16))));
            byte? level = parts[1] switch { "0" => 0, "1" => 1, _ => null };
            BidiParagraph paragraph = BidiParagraph.Resolve(text, level);
            cases++;
            if (paragraph.Level != parts[2][0] - '0' || !IsRight(paragraph, Fields(parts[3]), string.Join(' ', Fields(parts[4])), text))
            {
                wrong.Add(line);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cases} are wrong: {string.Join(" | ", wrong.Take(20))}");
        Assert.Equal(91_707, cases);
    }

    [Theory]
    [InlineData('(', ')')]
    [InlineData('»', '«')]
    [InlineData('≤', '≥')]
    [InlineData('A', 'A')]
    public void Mirror_GivesTheImage(char character, char image) => Assert.Equal(image, BidiParagraph.Mirror(character));

    private static string[] Fields(string text) => text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsRight(BidiParagraph paragraph, string[] levels, string order, string? text = null)
    {
        byte[] found = paragraph.LineLevels(0, paragraph.Levels.Length);
        int[] units = text is null
            ? [.. Enumerable.Range(0, levels.Length)]
            : [.. Enumerable.Range(0, text.Length).Where(unit => !char.IsLowSurrogate(text[unit]))];
        List<int> shown = [.. Enumerable.Range(0, levels.Length).Where(index => levels[index] != "x")];
        bool isLevel = shown.TrueForAll(index => found[units[index]].ToString(CultureInfo.InvariantCulture) == levels[index]);
        BidiParagraph.Reorder(shown, index => found[units[index]]);
        return isLevel && string.Join(' ', shown) == order;
    }
}
