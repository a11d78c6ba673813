using System.Drawing;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Draws a laid out text: panel, shadow, outline, letters.</summary>
internal sealed class TextPainter : IDisposable
{
    private readonly TextOverlay _overlay;
    private readonly TextLayout _layout;
    private readonly List<Piece> _pieces = [];

    public TextPainter(TextOverlay overlay, TextLayout layout)
    {
        _overlay = overlay;
        _layout = layout;
        SKRect ink = SKRect.Empty;
        foreach ((ShapedRun run, SKPoint origin) in layout.Runs())
        {
            if (BlobOf(run, layout.Size) is not { } blob)
            {
                continue;
            }

            _pieces.Add(new Piece(blob, origin, run.Font.IsColored));
            SKRect runInk = run.Ink;
            if (!run.Font.IsColored && !runInk.IsEmpty)
            {
                ink = ShapedRun.Join(ink, new SKRect(
                    origin.X + (runInk.Left * layout.Size), origin.Y + (runInk.Top * layout.Size),
                    origin.X + (runInk.Right * layout.Size), origin.Y + (runInk.Bottom * layout.Size)));
            }
        }

        Ink = ink;
    }

    /// <summary>Gets the rectangle around the letters that take the text's colour; empty when there are none.</summary>
    public SKRect Ink { get; }

    /// <summary>Gets how wide the outline is in pixels, on one side of a letter.</summary>
    public float OutlineWidth => (float)(_overlay.Outline?.Width ?? 0) * _layout.Size;

    /// <summary>Gets the font size in pixels.</summary>
    public float Size => _layout.Size;

    public static SKPaint PaintOf(Color color) => new() { Color = new SKColor(color.R, color.G, color.B, color.A), IsAntialias = true };

    /// <summary>Draws all of a text.</summary>
    public static void Draw(SKCanvas canvas, TextOverlay overlay, TextLayout layout)
    {
        using TextPainter painter = new(overlay, layout);
        painter.DrawBehind(canvas);
        painter.DrawLetters(canvas);
    }

    /// <summary>Draws what lies behind the letters: panel and shadow.</summary>
    public void DrawBehind(SKCanvas canvas)
    {
        if (_overlay.Panel is { } panel)
        {
            using SKPaint paint = PaintOf(panel);
            canvas.DrawRect(_layout.Box, paint);
        }

        if (_overlay.Shadow is { } shadow)
        {
            DrawShadow(canvas, shadow);
        }
    }

    /// <summary>Draws outline and letters.</summary>
    public void DrawLetters(SKCanvas canvas)
    {
        if (_overlay.Outline is { } outline)
        {
            using SKPaint paint = PaintOf(outline.Color);
            paint.Style = SKPaintStyle.Stroke;
            paint.StrokeJoin = SKStrokeJoin.Round;
            paint.StrokeWidth = OutlineWidth * 2;
            DrawAll(canvas, paint, default);
        }

        using SKPaint letters = PaintOf(_overlay.Color);
        DrawAll(canvas, letters, default);
    }

    /// <summary>Draws where the letters stand and what lies beside them, up to a distance in pixels.</summary>
    public void DrawNeighbourhood(SKCanvas canvas, float distance)
    {
        using SKPaint paint = PaintOf(Color.Black);
        paint.Style = SKPaintStyle.StrokeAndFill;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.StrokeWidth = distance * 2;
        foreach (Piece piece in _pieces.Where(piece => !piece.IsColored))
        {
            canvas.DrawText(piece.Blob, piece.Origin.X, piece.Origin.Y, paint);
        }
    }

    public void Dispose() => _pieces.ForEach(piece => piece.Blob.Dispose());

    private void DrawShadow(SKCanvas canvas, TextShadow shadow)
    {
        using SKPaint paint = PaintOf(shadow.Color);
        using SKMaskFilter? blur =
            shadow.Blur > 0 ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, (float)(shadow.Blur * _layout.Size)) : null;
        paint.MaskFilter = blur;
        DrawAll(canvas, paint, new SKPoint((float)(shadow.X * _layout.Size), (float)(shadow.Y * _layout.Size)));
    }

    private void DrawAll(SKCanvas canvas, SKPaint paint, SKPoint offset)
    {
        foreach (Piece piece in _pieces)
        {
            canvas.DrawText(piece.Blob, piece.Origin.X + offset.X, piece.Origin.Y + offset.Y, paint);
        }
    }

    private static SKTextBlob? BlobOf(ShapedRun run, float size)
    {
        using SKFont font = new(run.Font.Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };
        using SKTextBlobBuilder builder = new();
        builder.AddPositionedRun(run.Glyphs, font, [.. run.Places.Select(place => new SKPoint(place.X * size, place.Y * size))]);
        return builder.Build();
    }

    private sealed record Piece(SKTextBlob Blob, SKPoint Origin, bool IsColored);
}
