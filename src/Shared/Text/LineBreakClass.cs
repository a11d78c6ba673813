namespace GptImage.Sdk;

/// <summary>The line break classes of UAX #14, in the order of <see cref="LineBreakTable"/>, where what its rules ask besides the class is
/// a class of its own.</summary>
internal enum LineBreakClass : byte
{
    Alphabetic, MandatoryBreak, CarriageReturn, LineFeed, NextLine, Space, ZeroWidthSpace, WordJoiner, Glue, CombiningMark,
    ZeroWidthJoiner, BreakBothSides, BreakAfter, BreakBefore, ContingentBreak, ClosePunctuation, CloseParenthesis, Exclamation,
    HebrewLetter, Hyphen, Ideographic, Inseparable, InfixNumeric, HangulLead, HangulTrail, HangulVowel, HangulTwo, HangulThree,
    NonStarter, Numeric, OpenPunctuation, PostfixNumeric, PrefixNumeric, Quotation, RegionalIndicator, BreakSymbols, EmojiBase,
    EmojiModifier, SouthEastAsian, CloseParenthesisWide, OpenPunctuationWide, QuotationInitial, QuotationFinal, UnassignedPictograph,
}
