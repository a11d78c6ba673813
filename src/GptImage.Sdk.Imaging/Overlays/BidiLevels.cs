using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Finds in which direction each character of a paragraph runs: the Unicode bidirectional algorithm without explicit embeddings
/// and bracket pairs.</summary>
internal static class BidiLevels
{
    private enum Kind : byte
    {
        Left, Right, ArabicLetter, European, EuropeanSeparator, EuropeanTerminator, ArabicNumber, CommonSeparator, Mark, Neutral,
    }

    /// <summary>Gets the level of each UTF-16 unit; even ones run from left to right.</summary>
    public static byte[] Resolve(string text, TextDirection direction)
    {
        Kind[] kinds = new Kind[text.Length];
        for (int i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            kinds.AsSpan(i, length).Fill(KindOf(rune));
            i += length;
        }

        byte level = direction switch
        {
            TextDirection.LeftToRight => 0,
            TextDirection.RightToLeft => 1,
            _ => IsRightToLeft(text) ? (byte)1 : (byte)0,
        };
        Kind around = level == 0 ? Kind.Left : Kind.Right;
        ResolveWeak(kinds, around);
        ResolveNeutral(kinds, around);
        return [.. kinds.Select(kind => (byte)((level, kind) switch
        {
            (0, Kind.Left) => 0,
            (0, Kind.Right) => 1,
            (0, _) => 2,
            (_, Kind.Right) => 1,
            _ => 2,
        }))];
    }

    /// <summary>Tells whether the first letter of a text runs from right to left.</summary>
    public static bool IsRightToLeft(string text) => text.EnumerateRunes().Select(KindOf)
        .FirstOrDefault(kind => kind is Kind.Left or Kind.Right or Kind.ArabicLetter) is Kind.Right or Kind.ArabicLetter;

    private static void ResolveWeak(Kind[] kinds, Kind around)
    {
        Kind before = around;
        Kind strong = around;
        for (int i = 0; i < kinds.Length; i++)
        {
            Kind kind = kinds[i] == Kind.Mark ? before : kinds[i];
            if (kind is Kind.Left or Kind.Right or Kind.ArabicLetter)
            {
                strong = kind;
            }

            kinds[i] = before = kind == Kind.European && strong == Kind.ArabicLetter ? Kind.ArabicNumber : kind;
        }

        for (int i = 0; i < kinds.Length; i++)
        {
            bool isBetween = i > 0 && i + 1 < kinds.Length && kinds[i - 1] == kinds[i + 1];
            bool joinsEuropean = isBetween && kinds[i - 1] == Kind.European && kinds[i] is Kind.EuropeanSeparator or Kind.CommonSeparator;
            bool joinsArabic = isBetween && kinds[i - 1] == Kind.ArabicNumber && kinds[i] == Kind.CommonSeparator;
            if (isBetween && (joinsEuropean || joinsArabic))
            {
                kinds[i] = kinds[i - 1];
            }
        }

        JoinTerminators(kinds);
        strong = around;
        for (int i = 0; i < kinds.Length; i++)
        {
            Kind kind = kinds[i];
            strong = kind is Kind.Left or Kind.Right or Kind.ArabicLetter ? kind : strong;
            kinds[i] = kind switch
            {
                Kind.EuropeanSeparator or Kind.EuropeanTerminator or Kind.CommonSeparator => Kind.Neutral,
                Kind.ArabicLetter => Kind.Right,
                Kind.European when strong == Kind.Left => Kind.Left,
                _ => kind,
            };
        }
    }

    /// <summary>Signs such as % and € belong to the number beside them.</summary>
    private static void JoinTerminators(Kind[] kinds)
    {
        for (int start = 0; start < kinds.Length; start++)
        {
            int end = start;
            while (end < kinds.Length && kinds[end] == Kind.EuropeanTerminator)
            {
                end++;
            }

            if (end > start && ((start > 0 && kinds[start - 1] == Kind.European) || (end < kinds.Length && kinds[end] == Kind.European)))
            {
                kinds.AsSpan(start, end - start).Fill(Kind.European);
            }

            start = Math.Max(start, end - 1);
        }
    }

    private static void ResolveNeutral(Kind[] kinds, Kind around)
    {
        for (int start = 0; start < kinds.Length; start++)
        {
            if (kinds[start] != Kind.Neutral)
            {
                continue;
            }

            int end = start;
            while (end < kinds.Length && kinds[end] == Kind.Neutral)
            {
                end++;
            }

            Kind before = start == 0 ? around : Side(kinds[start - 1]);
            Kind after = end == kinds.Length ? around : Side(kinds[end]);
            kinds.AsSpan(start, end - start).Fill(before == after ? before : around);
            start = end;
        }
    }

    /// <summary>Numbers count as right-to-left beside what is neutral.</summary>
    private static Kind Side(Kind kind) => kind == Kind.Left ? Kind.Left : Kind.Right;

    private static Kind KindOf(Rune rune)
    {
        int value = rune.Value;
        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        return value switch
        {
            >= '0' and <= '9' or >= 0x06F0 and <= 0x06F9 => Kind.European,
            >= 0x0660 and <= 0x0669 or 0x066B or 0x066C => Kind.ArabicNumber,
            '+' or '-' => Kind.EuropeanSeparator,
            ',' or '.' or '/' or ':' or 0x00A0 => Kind.CommonSeparator,
            '#' or '$' or '%' or 0x00B0 or 0x066A or 0x2030 => Kind.EuropeanTerminator,
            0x200E => Kind.Left,
            0x200F => Kind.Right,
            0x061C => Kind.ArabicLetter,
            _ when category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => Kind.Mark,
            _ when category == UnicodeCategory.CurrencySymbol => Kind.EuropeanTerminator,
            >= 0x0590 and <= 0x05FF or >= 0x07C0 and <= 0x085F or >= 0xFB1D and <= 0xFB4F or >= 0x10800 and <= 0x10FFF or >= 0x1E800
                and <= 0x1EDFF => Kind.Right,
            >= 0x0600 and <= 0x07BF or >= 0x0860 and <= 0x08FF or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFE or >= 0x1EE00
                and <= 0x1EEFF => Kind.ArabicLetter,
            _ when Rune.IsLetterOrDigit(rune)
                || category is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber => Kind.Left,
            _ => Kind.Neutral,
        };
    }
}
