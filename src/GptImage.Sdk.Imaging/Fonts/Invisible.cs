using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Characters that steer the text and need no glyph of their own.</summary>
internal static class Invisible
{
    public static bool Contains(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or 0x034F or 0x115F or 0x1160 or 0x3164;
}
