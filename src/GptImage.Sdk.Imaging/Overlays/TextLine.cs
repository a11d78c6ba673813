namespace GptImage.Sdk.Imaging;

/// <summary>A line of a paragraph.</summary>
/// <param name="Paragraph">The number of the paragraph.</param>
/// <param name="Start">Its first UTF-16 unit in it.</param>
/// <param name="End">The unit behind its last one.</param>
/// <param name="Break">What the break behind it does.</param>
/// <param name="IsHyphenated">Whether it ends with a soft hyphen that is drawn.</param>
/// <param name="Shaped">Its glyphs.</param>
internal sealed record TextLine(int Paragraph, int Start, int End, LineBreak Break, bool IsHyphenated, ShapedLine Shaped);
