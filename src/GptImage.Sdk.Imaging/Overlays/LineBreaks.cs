using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Knows where lines may break.</summary>
internal static class LineBreaks
{
    private const string NeverFirst = "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃，。、ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｠»〙〗…‥%％)]},.:;!?";
    private const string NeverLast = "‘“（〔［｛〈《「『【｟«〘〖([{£¥＄￥";

    /// <summary>Gets for each UTF-16 unit whether a line may begin with it.</summary>
    public static bool[] Before(string text)
    {
        bool[] may = new bool[text.Length];
        Rune before = default;
        for (int i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            may[i] = i > 0 && MayBreak(before, rune);
            before = rune;
            i += length;
        }

        return may;
    }

    private static bool MayBreak(Rune before, Rune after)
    {
        if (before.Value == 0x200B)
        {
            return true;
        }

        if (Rune.IsWhiteSpace(after) || IsGlue(before) || IsGlue(after) || IsAttached(after))
        {
            return false;
        }

        if (Rune.IsWhiteSpace(before))
        {
            return true;
        }

        if (before.Value is '-' or 0x2010 or 0x2013 or 0x2014 or '/')
        {
            return Rune.IsLetter(after);
        }

        return (IsIdeographic(before) || IsIdeographic(after))
            && !NeverFirst.Contains(after.ToString(), StringComparison.Ordinal)
            && !NeverLast.Contains(before.ToString(), StringComparison.Ordinal);
    }

    private static bool IsGlue(Rune rune) => rune.Value is 0x00A0 or 0x202F or 0x2060 or 0x200D or 0xFEFF;

    private static bool IsAttached(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF);

    private static bool IsIdeographic(Rune rune) => rune.Value is
        (>= 0x2E80 and <= 0x312F) or (>= 0x31A0 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x20000 and <= 0x3FFFF) or (>= 0x1F300 and <= 0x1FAFF);
}
