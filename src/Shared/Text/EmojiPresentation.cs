using System.Text;

namespace GptImage.Sdk;

/// <summary>Knows whether a character is to be drawn in colour, as an emoji, or in the colour of the text.</summary>
internal static class EmojiPresentation
{
    private const char AsText = '\uFE0E';
    private const char AsEmoji = '\uFE0F';

    /// <summary>Tells how a character with its marks wants to be drawn.</summary>
    /// <returns>Whether in colour; <see langword="null"/> when it does not matter.</returns>
    public static bool? Wanted(ReadOnlySpan<char> element)
    {
        if (element.Contains(AsEmoji))
        {
            return true;
        }

        if (element.Contains(AsText))
        {
            return false;
        }

        Rune.DecodeFromUtf16(element, out Rune first, out _);
        return CodePointRanges.Contains(EmojiTable.Presentation, first.Value) ? true : null;
    }
}
