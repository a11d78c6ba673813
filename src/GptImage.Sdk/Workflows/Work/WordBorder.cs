using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Tells where words begin and end.</summary>
internal static class WordBorder
{
    /// <summary>Says whether a word can begin or end between two neighbours: always in scripts that put no spaces between
    /// words.</summary>
    /// <param name="neighbour">What stands beside the word.</param>
    /// <param name="own">The first or last of the word itself.</param>
    public static bool IsBetween(Rune neighbour, Rune own) => !IsOfWord(neighbour) || IsUnspaced(neighbour) || IsUnspaced(own);

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ConnectorPunctuation;

    /// <summary>Thai, Lao, Myanmar and Khmer; kana and Han. Korean has spaces, but its particles follow a name without one.</summary>
    private static bool IsUnspaced(Rune rune) => rune.Value
        is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x9FFF)
        or (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9F)
        or (>= 0x20000 and <= 0x3FFFF);
}
