using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>What a reader saw in a picture, as one run of letters without white space.</summary>
internal sealed class PageText
{
    /// <summary>A picture with more than that has no text that anybody asked for letter by letter.</summary>
    private const int MaxLetters = 20_000;

    /// <summary>How far the letters of East Asian width are behind those of ASCII.</summary>
    private const int FullWidthOffset = 0xFEE0;

    private readonly List<RecognizedText> _lines;
    private readonly List<Letter> _exact = [];
    private readonly List<Letter> _folded = [];

    public PageText(IReadOnlyList<RecognizedText> lines)
    {
        _lines = [.. lines.OfType<RecognizedText>()];
        foreach (RecognizedText line in _lines.TakeWhile(_ => _exact.Count < MaxLetters))
        {
            _exact.AddRange(Spell(line.Text, isFolded: false, line.Confidence));
            _folded.AddRange(Spell(line.Text, isFolded: true, line.Confidence));
        }
    }

    /// <summary>Finds a text as whole words.</summary>
    /// <returns>How sure the reader is of it, or <see langword="null"/> when it is not there.</returns>
    public double? Find(string text, bool isFolded)
    {
        List<Letter> page = isFolded ? _folded : _exact;
        List<Letter> wanted = Spell(text, isFolded, 1);
        double? best = null;
        for (int start = 0; wanted.Count > 0 && start + wanted.Count <= page.Count; start++)
        {
            if (IsAt(page, wanted, start))
            {
                double confidence = page.GetRange(start, wanted.Count).Min(letter => letter.Confidence);
                best = Math.Max(best ?? 0, double.IsNaN(confidence) ? 0 : confidence);
            }
        }

        return best;
    }

    /// <summary>Finds a letter that a reader knows neither as it is nor without its diacritics.</summary>
    public static Rune? FindUnknown(string text, ITextReader reader)
    {
        foreach (Letter letter in Spell(text, isFolded: false, 1))
        {
            if (!reader.CanRead(letter.Rune) && Spell(letter.Rune.ToString(), isFolded: true, 1).Exists(part => !reader.CanRead(part.Rune)))
            {
                return letter.Rune;
            }
        }

        return null;
    }

    /// <summary>Finds the line that is most like a text.</summary>
    /// <returns>The line; an empty text when none comes close in length, with how sure the reader is of the line it is least sure
    /// of.</returns>
    public (string Text, double Likeness, double Confidence) FindNearest(string text)
    {
        List<Letter> wanted = Spell(text, isFolded: false, 1);
        return _lines
            .Where(line => line.Text.Length <= 4 * (text.Length + 16))
            .Select(line =>
                (line.Text, Likeness: Compare(wanted, Spell(line.Text, isFolded: false, 1)), Confidence: ConfidenceOf(line)))
            .OrderByDescending(line => line.Likeness)
            .FirstOrDefault(("", 0, _lines.Select(ConfidenceOf).DefaultIfEmpty(1).Min()));
    }

    private static double ConfidenceOf(RecognizedText line) => double.IsNaN(line.Confidence) ? 0 : line.Confidence;

    private static bool IsAt(List<Letter> page, List<Letter> wanted, int start)
    {
        for (int index = 0; index < wanted.Count; index++)
        {
            if (page[start + index].Rune != wanted[index].Rune)
            {
                return false;
            }
        }

        int end = start + wanted.Count;
        return (start == 0 || page[start].IsAfterSpace || WordBorder.IsBetween(page[start - 1].Rune, wanted[0].Rune))
            && (end == page.Count || page[end].IsAfterSpace || WordBorder.IsBetween(page[end].Rune, wanted[^1].Rune));
    }

    private static List<Letter> Spell(string text, bool isFolded, double confidence)
    {
        List<Letter> letters = [];
        bool isAfterSpace = true;
        foreach (Rune rune in Normalize(text, isFolded ? NormalizationForm.FormD : NormalizationForm.FormC).EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune))
            {
                isAfterSpace = true;
            }
            else if (category != UnicodeCategory.Format && !(isFolded && category == UnicodeCategory.NonSpacingMark))
            {
                letters.Add(new Letter(isFolded ? Fold(rune) : rune, isAfterSpace, confidence));
                isAfterSpace = false;
            }
        }

        return letters;
    }

    /// <summary>A lone surrogate cannot be normalized, and is not a letter either.</summary>
    private static string Normalize(string text, NormalizationForm form) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())).Normalize(form);

    /// <summary>Makes one letter of those that a reader cannot tell apart.</summary>
    private static Rune Fold(Rune rune) => rune.Value switch
    {
        'l' or '1' or '|' => new Rune('I'),
        '0' => new Rune('O'),
        '\u2018' or '\u2019' => new Rune('\''),
        '\u201C' or '\u201D' => new Rune('"'),
        '\u2013' or '\u2014' => new Rune('-'),
        '\u00D7' => new Rune('x'),
        >= 0xFF01 and <= 0xFF5E => Fold(new Rune(rune.Value - FullWidthOffset)),
        _ => rune,
    };

    /// <summary>Gets how alike two texts are, from 0 to 1, by the letters that must be changed (Levenshtein).</summary>
    private static double Compare(List<Letter> one, List<Letter> other)
    {
        int[] row = [.. Enumerable.Range(0, other.Count + 1)];
        for (int i = 0; i < one.Count; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < other.Count; j++)
            {
                int changed = diagonal + (one[i].Rune == other[j].Rune ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(row[j], diagonal) + 1);
            }
        }

        int longest = Math.Max(one.Count, other.Count);
        return longest == 0 ? 0 : 1 - ((double)row[^1] / longest);
    }

    private readonly record struct Letter(Rune Rune, bool IsAfterSpace, double Confidence);
}
