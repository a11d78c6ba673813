namespace GptImage.Sdk;

/// <summary>The bidirectional classes of UAX #9, in the order of <see cref="BidiTable"/>.</summary>
internal enum BidiClass : byte
{
    LeftToRight, RightToLeft, ArabicLetter, EuropeanNumber, EuropeanSeparator, EuropeanTerminator, ArabicNumber, CommonSeparator,
    NonspacingMark, BoundaryNeutral, ParagraphSeparator, SegmentSeparator, WhiteSpace, OtherNeutral, LeftToRightEmbedding,
    RightToLeftEmbedding, LeftToRightOverride, RightToLeftOverride, PopDirectionalFormat, LeftToRightIsolate, RightToLeftIsolate,
    FirstStrongIsolate, PopDirectionalIsolate,
}
