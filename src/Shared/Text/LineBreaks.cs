using System.Text;

namespace GptImage.Sdk;

/// <summary>Knows where lines may break: the Unicode line breaking algorithm (UAX #14) with its rules for numbers (section 8.2).</summary>
/// <remarks>
/// Two rules are stricter than those of Unicode 15: quotation marks keep with the text they enclose when blanks stand between them, as
/// from version 15.1 on (LB15a, LB15b), and a sign such as % or € keeps with the number before it when a blank stands between them.
/// South East Asian letters never break here; their words would need a dictionary.
/// </remarks>
internal static class LineBreaks
{
    /// <summary>Gets for each UTF-16 unit whether a line may begin with it.</summary>
    public static bool[] Before(string text)
    {
        List<Unit> units = Read(text);
        bool[] may = new bool[text.Length];
        for (int i = 1; i < units.Count; i++)
        {
            may[units[i].Start] = MayBreak(units, i);
        }

        return may;
    }

    /// <summary>Gets the line break class of a character.</summary>
    public static LineBreakClass ClassOf(int codePoint) => (LineBreakClass)CodePointRanges.Find(LineBreakTable.Ranges, codePoint);

    /// <summary>Reads characters with the marks that belong to them (rules LB9 and LB10).</summary>
    private static List<Unit> Read(string text)
    {
        List<Unit> units = [];
        for (int i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            LineBreakClass kind = ClassOf(rune.Value);
            bool isMark = kind is LineBreakClass.CombiningMark or LineBreakClass.ZeroWidthJoiner;
            bool isJoiner = kind == LineBreakClass.ZeroWidthJoiner;
            if (isMark && units.Count > 0 && TakesMarks(units[^1].Kind))
            {
                units[^1] = units[^1] with { EndsWithJoiner = isJoiner };
            }
            else
            {
                kind = isMark || kind == LineBreakClass.SouthEastAsian ? LineBreakClass.Alphabetic : kind;
                units.Add(new Unit(i, kind, isJoiner));
            }

            i += length;
        }

        return units;
    }

    private static bool TakesMarks(LineBreakClass kind) =>
        !EndsLine(kind) && kind is not (LineBreakClass.Space or LineBreakClass.ZeroWidthSpace);

    private static bool MayBreak(List<Unit> units, int index)
    {
        LineBreakClass before = units[index - 1].Kind;
        LineBreakClass after = units[index].Kind;
        if (EndsLine(before))
        {
            return before != LineBreakClass.CarriageReturn || after != LineBreakClass.LineFeed;
        }

        if (EndsLine(after) || after is LineBreakClass.Space or LineBreakClass.ZeroWidthSpace)
        {
            return false;
        }

        (LineBreakClass? word, int place) = BeforeBlanks(units, index);
        if (word == LineBreakClass.ZeroWidthSpace)
        {
            return true;
        }

        if (units[index - 1].EndsWithJoiner
            || before is LineBreakClass.WordJoiner or LineBreakClass.Glue || after == LineBreakClass.WordJoiner
            || (after == LineBreakClass.Glue
                && before is not (LineBreakClass.Space or LineBreakClass.BreakAfter or LineBreakClass.Hyphen))
            || KeepsOverBlanks(units, index, word, place))
        {
            return false;
        }

        return before == LineBreakClass.Space || !(KeepsTogether(units, index) || KeepsNumber(units, index));
    }

    /// <summary>Knows what keeps together even with blanks between (rules LB13 to LB17).</summary>
    private static bool KeepsOverBlanks(List<Unit> units, int index, LineBreakClass? word, int place)
    {
        LineBreakClass after = units[index].Kind;
        bool hasBlanks = place < index - 1;
        bool isQuotation = word is { } kind && IsQuotation(kind);
        return IsClosing(after) || after is LineBreakClass.Exclamation or LineBreakClass.InfixNumeric or LineBreakClass.BreakSymbols
            || (word is { } opening && IsOpening(opening))
            || (isQuotation && IsOpening(after))
            || (word == LineBreakClass.QuotationInitial && BeginsQuotation(units, place))
            || (after == LineBreakClass.QuotationFinal && EndsQuotation(units, index))
            || (word is { } closing && IsClosing(closing) && after == LineBreakClass.NonStarter)
            || (word == LineBreakClass.BreakBothSides && after == LineBreakClass.BreakBothSides)
            || (hasBlanks && word == LineBreakClass.Numeric && IsSignAlone(units, index));
    }

    /// <summary>Knows what keeps together side by side (rules LB19 to LB30b, without the numbers).</summary>
    private static bool KeepsTogether(List<Unit> units, int index)
    {
        LineBreakClass before = units[index - 1].Kind;
        LineBreakClass after = units[index].Kind;
        if (IsQuotation(before) || IsQuotation(after))
        {
            return true;
        }

        if (before == LineBreakClass.ContingentBreak || after == LineBreakClass.ContingentBreak)
        {
            return false;
        }

        bool isHebrewHyphen = before is LineBreakClass.Hyphen or LineBreakClass.BreakAfter
            && index > 1 && units[index - 2].Kind == LineBreakClass.HebrewLetter;
        return after is LineBreakClass.BreakAfter or LineBreakClass.Hyphen or LineBreakClass.NonStarter or LineBreakClass.Inseparable
            || before == LineBreakClass.BreakBefore
            || isHebrewHyphen
            || (before == LineBreakClass.BreakSymbols && after == LineBreakClass.HebrewLetter)
            || (IsLetter(before) && (IsLetter(after) || after is LineBreakClass.Numeric || IsSign(after)))
            || (IsLetter(after) && (before is LineBreakClass.Numeric or LineBreakClass.InfixNumeric || IsSign(before)))
            || (before == LineBreakClass.PrefixNumeric && (IsPictorial(after) || IsHangul(after)))
            || (after == LineBreakClass.PostfixNumeric && (IsPictorial(before) || IsHangul(before)))
            || KeepsSyllable(before, after)
            || ((IsLetter(before) || before == LineBreakClass.Numeric) && after == LineBreakClass.OpenPunctuation)
            || (before == LineBreakClass.CloseParenthesis && (IsLetter(after) || after == LineBreakClass.Numeric))
            || (before == LineBreakClass.RegionalIndicator && after == LineBreakClass.RegionalIndicator && IsSecondOfFlag(units, index))
            || (before is LineBreakClass.EmojiBase or LineBreakClass.UnassignedPictograph && after == LineBreakClass.EmojiModifier);
    }

    /// <summary>Keeps a number with its signs, separators and brackets (rule LB25 as section 8.2 words it).</summary>
    private static bool KeepsNumber(List<Unit> units, int index)
    {
        LineBreakClass before = units[index - 1].Kind;
        LineBreakClass after = units[index].Kind;
        if (after == LineBreakClass.Numeric)
        {
            return IsSign(before) || IsOpening(before) || before == LineBreakClass.Hyphen || IsInNumber(units, index - 1);
        }

        if (IsSign(before) && (IsOpening(after) || after == LineBreakClass.Hyphen))
        {
            return index + 1 < units.Count && units[index + 1].Kind == LineBreakClass.Numeric;
        }

        return IsSign(after) && IsInNumber(units, IsClosing(before) ? index - 2 : index - 1);
    }

    /// <summary>Tells whether digits and separators that end at a place begin with a digit.</summary>
    private static bool IsInNumber(List<Unit> units, int place)
    {
        while (place >= 0 && units[place].Kind is LineBreakClass.BreakSymbols or LineBreakClass.InfixNumeric)
        {
            place--;
        }

        return place >= 0 && units[place].Kind == LineBreakClass.Numeric;
    }

    private static bool KeepsSyllable(LineBreakClass before, LineBreakClass after) => before switch
    {
        LineBreakClass.HangulLead => after is LineBreakClass.HangulLead or LineBreakClass.HangulVowel or LineBreakClass.HangulTwo
            or LineBreakClass.HangulThree,
        LineBreakClass.HangulVowel or LineBreakClass.HangulTwo => after is LineBreakClass.HangulVowel or LineBreakClass.HangulTrail,
        LineBreakClass.HangulTrail or LineBreakClass.HangulThree => after == LineBreakClass.HangulTrail,
        _ => false,
    };

    private static (LineBreakClass? Kind, int Place) BeforeBlanks(List<Unit> units, int index)
    {
        int place = index - 1;
        while (place >= 0 && units[place].Kind == LineBreakClass.Space)
        {
            place--;
        }

        return (place < 0 ? null : units[place].Kind, place);
    }

    private static bool BeginsQuotation(List<Unit> units, int place) => place == 0 || EndsLine(units[place - 1].Kind)
        || IsOpening(units[place - 1].Kind) || IsQuotation(units[place - 1].Kind)
        || units[place - 1].Kind is LineBreakClass.Glue or LineBreakClass.Space or LineBreakClass.ZeroWidthSpace;

    private static bool EndsQuotation(List<Unit> units, int place) => place + 1 == units.Count || EndsLine(units[place + 1].Kind)
        || IsClosing(units[place + 1].Kind) || IsQuotation(units[place + 1].Kind)
        || units[place + 1].Kind is LineBreakClass.Space or LineBreakClass.Glue or LineBreakClass.WordJoiner or LineBreakClass.Exclamation
            or LineBreakClass.InfixNumeric or LineBreakClass.BreakSymbols or LineBreakClass.ZeroWidthSpace;

    /// <summary>Tells whether a sign belongs to the number before a blank: not to one behind it.</summary>
    private static bool IsSignAlone(List<Unit> units, int index) => IsSign(units[index].Kind)
        && (index + 1 == units.Count || EndsLine(units[index + 1].Kind) || IsClosing(units[index + 1].Kind)
            || units[index + 1].Kind is LineBreakClass.Space or LineBreakClass.Glue or LineBreakClass.Exclamation
                or LineBreakClass.InfixNumeric or LineBreakClass.QuotationFinal or LineBreakClass.BreakSymbols);

    private static bool IsSecondOfFlag(List<Unit> units, int index)
    {
        int first = index - 1;
        while (first > 0 && units[first - 1].Kind == LineBreakClass.RegionalIndicator)
        {
            first--;
        }

        return (index - first) % 2 == 1;
    }

    private static bool EndsLine(LineBreakClass kind) => kind is LineBreakClass.MandatoryBreak or LineBreakClass.CarriageReturn
        or LineBreakClass.LineFeed or LineBreakClass.NextLine;

    private static bool IsLetter(LineBreakClass kind) => kind is LineBreakClass.Alphabetic or LineBreakClass.HebrewLetter;

    private static bool IsSign(LineBreakClass kind) => kind is LineBreakClass.PrefixNumeric or LineBreakClass.PostfixNumeric;

    private static bool IsOpening(LineBreakClass kind) => kind is LineBreakClass.OpenPunctuation or LineBreakClass.OpenPunctuationWide;

    private static bool IsClosing(LineBreakClass kind) => kind is LineBreakClass.ClosePunctuation or LineBreakClass.CloseParenthesis
        or LineBreakClass.CloseParenthesisWide;

    private static bool IsQuotation(LineBreakClass kind) => kind is LineBreakClass.Quotation or LineBreakClass.QuotationInitial
        or LineBreakClass.QuotationFinal;

    private static bool IsPictorial(LineBreakClass kind) => kind is LineBreakClass.Ideographic or LineBreakClass.EmojiBase
        or LineBreakClass.EmojiModifier or LineBreakClass.UnassignedPictograph;

    private static bool IsHangul(LineBreakClass kind) => kind is LineBreakClass.HangulLead or LineBreakClass.HangulVowel
        or LineBreakClass.HangulTrail or LineBreakClass.HangulTwo or LineBreakClass.HangulThree;

    /// <summary>A character with its marks.</summary>
    private readonly record struct Unit(int Start, LineBreakClass Kind, bool EndsWithJoiner);
}
