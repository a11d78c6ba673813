using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>The centre lines of a letter and how far the next one stands away, in units of the font.</summary>
internal sealed record StrokeGlyph(SKPath Lines, float Advance);
