using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>Tells of what a reader may stumble over in set lines: broken words, another style than asked for.</summary>
internal static class LineFindings
{
    public static IEnumerable<Finding> Find(TextOverlay overlay, List<TextLine> lines, List<TextParagraph> paragraphs)
    {
        List<string> phrases = Tails(lines.Where(line => line.Break == LineBreak.Cluster), paragraphs);
        if (phrases.Count > 0)
        {
            yield return Warn(
                "overlay-phrase-broken",
                $"The text '{Shortened(overlay.Text)}' has no blanks between words; it was broken after {string.Join(", ", phrases)}, "
                    + "which may be inside a word. Put a zero width space (U+200B) wherever a line may break.");
        }

        List<string> words = Tails(lines.Where(line => line.Break is LineBreak.Word or LineBreak.Anywhere), paragraphs);
        if (words.Count > 0)
        {
            yield return Warn(
                "overlay-word-broken",
                $"A word was too long for its line and was broken after {string.Join(", ", words)}. "
                    + "Put a soft hyphen (U+00AD) wherever it may break, or give the text a wider box.");
        }

        ShapingFont? other = lines.SelectMany(line => line.Shaped.Runs).Select(run => run.Font)
            .FirstOrDefault(font => FontStyles.Lacks(font, overlay.Weight, overlay.IsItalic));
        if (other is not null)
        {
            string style = string.Create(CultureInfo.InvariantCulture, $"weight {other.Weight}{(other.IsItalic ? ", italic" : "")}");
            yield return Warn(
                "overlay-style-missing",
                $"The text '{Shortened(overlay.Text)}' is set in '{other.Name}' with {style}, not in the style that was asked for. "
                    + "Pass a font that has it in Fonts.");
        }
    }

    /// <summary>Gets the beginning of a text, for a message.</summary>
    public static string Shortened(string text) =>
        text.Length <= 24 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[22]) ? 22 : 23), "…");

    private static Finding Warn(string rule, string message) => new()
    {
        Severity = FindingSeverity.Warning,
        Parameter = "overlay",
        RuleId = rule,
        Message = message,
        Source = "rule of this library",
    };

    private static List<string> Tails(IEnumerable<TextLine> lines, List<TextParagraph> paragraphs) =>
        [.. lines.Select(line => $"'{Tail(paragraphs[line.Paragraph].TextOf(line))}'")];

    private static string Tail(string line)
    {
        int start = Math.Max(line.LastIndexOf(' ') + 1, line.Length - 24);
        return line[(char.IsLowSurrogate(line[start]) ? start + 1 : start)..];
    }
}
