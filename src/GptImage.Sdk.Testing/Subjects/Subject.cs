using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>A thing that prompts name and that is recognised when it is drawn.</summary>
internal sealed record Subject
{
    public required string Name { get; init; }

    /// <summary>Gets the words for it, in lower case.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    public required float Width { get; init; }

    public required float Height { get; init; }

    /// <summary>Gets how high it is beside a grown person.</summary>
    public required float Size { get; init; }

    public required SubjectPlace Place { get; init; }

    /// <summary>Gets whether it fills a view rather than stands in it.</summary>
    public bool IsScenery { get; init; }

    /// <summary>Gets its own colour when the prompt names none.</summary>
    public required SKColor Color { get; init; }

    public required IReadOnlyList<SubjectLayer> Layers { get; init; }

    /// <summary>Draws it with its foot at the lower edge of a box, as large as the box allows.</summary>
    public void Draw(SKCanvas canvas, SKRect box, SKColor? color = null)
    {
        float scale = Math.Min(box.Width / Width, box.Height / Height);
        using var fill = new SKPaint { IsAntialias = true };
        using var line = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            Color = new SKColor(0x2A, 0x20, 0x28),
            StrokeJoin = SKStrokeJoin.Round,
            StrokeWidth = Math.Max(1 / scale, Math.Min(1.1f, 4 / scale)),
        };
        canvas.Save();
        canvas.Translate(box.MidX - (Width * scale / 2), box.Bottom - (Height * scale));
        canvas.Scale(scale);
        foreach (SubjectLayer layer in Layers)
        {
            fill.Color = layer.Color ?? color ?? Color;
            canvas.DrawPath(layer.Path, fill);
            canvas.DrawPath(layer.Path, line);
        }

        canvas.Restore();
    }
}
