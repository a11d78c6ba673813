using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Finds where lines may break when the breaks of a text are not enough.</summary>
internal static class EmergencyBreaks
{
    /// <summary>Shorter words are set smaller instead.</summary>
    private const int LongWord = 13;

    /// <summary>A line never begins or ends with a smaller piece of a long word.</summary>
    private const int SmallestPiece = 4;

    /// <summary>Thai and its kin have no blanks between words: a phrase of this many letters may break.</summary>
    private const int LongPhrase = 12;
    private const int SmallestPhrasePiece = 2;

    /// <summary>Vowels that are written before their consonant, in Thai and Lao.</summary>
    private const string LeadingVowels = "เแโใไເແໂໃໄ";

    /// <summary>Signs that belong to the syllable before them, in Thai and Lao.</summary>
    private const string TrailingSigns = "ะาำๅๆฯະາຳໆຯ";

    /// <summary>Signs that stack the next consonant, in Khmer, Burmese and Tai Tham.</summary>
    private const string Stackers = "\u17D2\u1039\u1A60";

    private const char BurmeseAsat = '\u103A';

    /// <summary>Gets for each UTF-16 unit what a break before it would do.</summary>
    /// <param name="text">The text of a paragraph.</param>
    /// <param name="isShapedApart">For each unit whether its glyphs are apart from those before.</param>
    public static LineBreak[] Find(string text, bool[] isShapedApart)
    {
        LineBreak[] breaks = new LineBreak[text.Length];
        Array.Fill(breaks, LineBreak.Never);
        bool[] may = LineBreaks.Before(text);
        int[] letters = [.. StringInfo.ParseCombiningCharacters(text), text.Length];
        int begin = 0;
        for (int i = 1; i < letters.Length; i++)
        {
            int place = letters[i];
            bool isEnd = place == text.Length || (may[place] && !IsInsideHangul(text, place));
            if (!isEnd)
            {
                continue;
            }

            if (place < text.Length)
            {
                breaks[place] = LineBreak.Allowed;
            }

            MarkPiece(text, letters.AsSpan(begin, i - begin), isShapedApart, breaks);
            begin = i;
        }

        return breaks;
    }

    /// <summary>Marks the breaks within a piece that has no other.</summary>
    private static void MarkPiece(string text, ReadOnlySpan<int> letters, bool[] isShapedApart, LineBreak[] breaks)
    {
        int count = letters.Length;
        while (count > 0 && char.IsWhiteSpace(text[letters[count - 1]]))
        {
            count--;
        }

        for (int i = 1; i < count; i++)
        {
            int place = letters[i];
            if (!isShapedApart[place] || ClassAt(text, place) == LineBreakClass.CombiningMark)
            {
                continue;
            }

            bool isAsian = ClassAt(text, place) == LineBreakClass.SouthEastAsian
                && ClassAt(text, BaseBefore(text, letters, i)) == LineBreakClass.SouthEastAsian;
            bool isLongPhrase = count >= LongPhrase && i >= SmallestPhrasePiece && count - i >= SmallestPhrasePiece;
            bool isLongWord = count >= LongWord && i >= SmallestPiece && count - i >= SmallestPiece;
            bool isBetweenLetters = char.IsLetterOrDigit(text[letters[i - 1]]) && char.IsLetterOrDigit(text[place]);
            breaks[place] = (isAsian, isLongPhrase, isLongWord && isBetweenLetters) switch
            {
                (true, true, _) when EndsSyllable(text, place) => LineBreak.Cluster,
                (false, _, true) => LineBreak.Word,
                _ => LineBreak.Anywhere,
            };
        }
    }

    /// <summary>Korean words keep together, as readers of Korean posters expect.</summary>
    private static bool IsInsideHangul(string text, int place) => IsHangul(text[place - 1]) && IsHangul(text[place]);

    private static bool IsHangul(char unit) => unit is (>= '\u1100' and <= '\u11FF') or (>= '\uA960' and <= '\uA97F')
        or (>= '\uAC00' and <= '\uD7FF') or (>= '\u3131' and <= '\u318E');

    /// <summary>Gets where the letter before begins; some Burmese vowels count as letters of their own.</summary>
    private static int BaseBefore(string text, ReadOnlySpan<int> letters, int index)
    {
        int letter = index - 1;
        while (letter > 0 && ClassAt(text, letters[letter]) == LineBreakClass.CombiningMark)
        {
            letter--;
        }

        return letters[letter];
    }

    private static LineBreakClass ClassAt(string text, int place) =>
        Rune.TryGetRuneAt(text, place, out Rune rune) ? LineBreaks.ClassOf(rune.Value) : LineBreakClass.Alphabetic;

    private static bool EndsSyllable(string text, int place)
    {
        if (LeadingVowels.Contains(text[place - 1], StringComparison.Ordinal)
            || Stackers.Contains(text[place - 1], StringComparison.Ordinal)
            || TrailingSigns.Contains(text[place], StringComparison.Ordinal))
        {
            return false;
        }

        // A Burmese consonant with an asat, or with another one below, closes the syllable before it.
        int next = place + 1;
        while (next < text.Length && char.GetUnicodeCategory(text[next]) == UnicodeCategory.NonSpacingMark
            && text[next] != BurmeseAsat && !Stackers.Contains(text[next], StringComparison.Ordinal))
        {
            next++;
        }

        return next == text.Length || (text[next] != BurmeseAsat && text[next] != '\u1039');
    }
}
