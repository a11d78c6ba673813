using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Characters that steer the text and need no glyph of their own.</summary>
internal static class Invisible
{
    public static bool Contains(Rune rune) =>
        (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && !IsSign(rune))
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or 0x034F or 0x115F or 0x1160 or 0x3164;

    /// <summary>Tells whether a character stands before or around numbers and names, and is seen.</summary>
    private static bool IsSign(Rune rune) =>
        rune.Value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;
}
