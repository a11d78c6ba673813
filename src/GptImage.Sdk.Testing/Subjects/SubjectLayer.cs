using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>A flat shape of a subject: its outline as SVG path data, and its colour; <see langword="null"/> is the subject's own.</summary>
internal sealed record SubjectLayer(string Lines, SKColor? Color)
{
    public SKPath Path { get; } = SKPath.ParseSvgPathData(Lines);
}
