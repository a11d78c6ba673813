using System.Drawing;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Draws a laid out text: panel, shadow, outline, letters.</summary>
internal static class TextPainter
{
    public static void Draw(SKCanvas canvas, TextOverlay overlay, TextLayout layout)
    {
        List<(SKTextBlob Blob, SKPoint Origin)> blobs = [];
        try
        {
            blobs.AddRange(
                layout.Runs().Select(piece => (BlobOf(piece.Run, layout.Size), piece.Origin)).Where(piece => piece.Item1 is not null)
                .Select(piece => (piece.Item1!, piece.Origin)));
            if (overlay.Panel is { } panel)
            {
                using SKPaint paint = PaintOf(panel);
                canvas.DrawRect(layout.Box, paint);
            }

            if (overlay.Shadow is { } shadow)
            {
                DrawShadow(canvas, blobs, shadow, layout.Size);
            }

            if (overlay.Outline is { } outline)
            {
                using SKPaint paint = PaintOf(outline.Color);
                paint.Style = SKPaintStyle.Stroke;
                paint.StrokeJoin = SKStrokeJoin.Round;
                paint.StrokeWidth = (float)(outline.Width * layout.Size * 2);
                DrawAll(canvas, blobs, paint, default);
            }

            using SKPaint letters = PaintOf(overlay.Color);
            DrawAll(canvas, blobs, letters, default);
        }
        finally
        {
            blobs.ForEach(piece => piece.Blob.Dispose());
        }
    }

    private static void DrawShadow(SKCanvas canvas, List<(SKTextBlob Blob, SKPoint Origin)> blobs, TextShadow shadow, float size)
    {
        using SKPaint paint = PaintOf(shadow.Color);
        using SKMaskFilter? blur = shadow.Blur > 0 ? SKMaskFilter.CreateBlur(SKBlurStyle.Normal, (float)(shadow.Blur * size)) : null;
        paint.MaskFilter = blur;
        DrawAll(canvas, blobs, paint, new SKPoint((float)(shadow.X * size), (float)(shadow.Y * size)));
    }

    private static void DrawAll(SKCanvas canvas, List<(SKTextBlob Blob, SKPoint Origin)> blobs, SKPaint paint, SKPoint offset)
    {
        foreach ((SKTextBlob blob, SKPoint origin) in blobs)
        {
            canvas.DrawText(blob, origin.X + offset.X, origin.Y + offset.Y, paint);
        }
    }

    private static SKTextBlob? BlobOf(ShapedRun run, float size)
    {
        using SKFont font = new(run.Font.Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };
        using SKTextBlobBuilder builder = new();
        builder.AddPositionedRun(run.Glyphs, font, [.. run.Places.Select(place => new SKPoint(place.X * size, place.Y * size))]);
        return builder.Build();
    }

    private static SKPaint PaintOf(Color color) => new() { Color = new SKColor(color.R, color.G, color.B, color.A), IsAntialias = true };
}
