namespace GptImage.Sdk.Imaging;

/// <summary>A line of a paragraph: which characters of it, and how wide they are in ems.</summary>
internal readonly record struct TextLine(int Paragraph, int Start, int End, float Width);
