using System.Globalization;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Writes any text: in <see cref="StrokeFont"/>, else in an installed font, else as boxes with the code point.</summary>
internal static class TextPainter
{
    /// <summary>How thick a line is, of the height of a capital.</summary>
    private const float Weight = 0.11f;

    /// <summary>How tall the square of other scripts is, of the height of a capital.</summary>
    private const float Square = 1.35f;

    public static float Measure(string text, float capHeight)
    {
        if (!ShapedLine.IsNeededFor(text))
        {
            return text.EnumerateRunes().Sum(rune => Advance(rune, capHeight));
        }

        var line = ShapedLine.FromText(text);
        return (line.Width * capHeight * Square) + line.Missing.Sum(rune => Advance(rune, capHeight));
    }

    /// <summary>Writes one line.</summary>
    /// <param name="canvas">Where to write.</param>
    /// <param name="text">What to write.</param>
    /// <param name="x">The left edge.</param>
    /// <param name="baseline">The line on which capitals stand.</param>
    /// <param name="capHeight">The height of capitals in pixels.</param>
    /// <param name="color">The colour of the ink.</param>
    /// <param name="bold">How thick the lines are, as a multiple of the usual.</param>
    public static void Draw(SKCanvas canvas, string text, float x, float baseline, float capHeight, SKColor color, float bold = 1)
    {
        using var ink = new SKPaint
        {
            Color = color,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeWidth = StrokeFont.CapHeight * Weight * bold,
        };
        IEnumerable<Rune> runes = text.EnumerateRunes();
        if (ShapedLine.IsNeededFor(text))
        {
            var line = ShapedLine.FromText(text);
            line.Draw(canvas, x, baseline, capHeight * Square, color);
            x += line.Width * capHeight * Square;
            runes = line.Missing;
        }

        foreach (Rune rune in runes)
        {
            if (StrokeFont.Find(rune) is { } glyph)
            {
                float scale = capHeight / StrokeFont.CapHeight;
                canvas.Save();
                canvas.SetMatrix(new SKMatrix(scale, 0, x, 0, scale, baseline - capHeight, 0, 0, 1).PostConcat(canvas.TotalMatrix));
                canvas.DrawPath(glyph.Lines, ink);
                canvas.Restore();
            }
            else if (!IsInvisible(rune))
            {
                DrawOther(canvas, rune, x, baseline, capHeight, color);
            }

            x += Advance(rune, capHeight);
        }
    }

    private static float Advance(Rune rune, float capHeight)
    {
        if (IsInvisible(rune))
        {
            return 0;
        }

        if (StrokeFont.Find(rune) is { } glyph)
        {
            return glyph.Advance * capHeight / StrokeFont.CapHeight;
        }

        return InstalledFont.Find(rune) is { } font ? font.Advance * capHeight * Square : capHeight * Square * 1.1f;
    }

    private static void DrawOther(SKCanvas canvas, Rune rune, float x, float baseline, float capHeight, SKColor color)
    {
        if (InstalledFont.Find(rune) is { } installed)
        {
            using var font = new SKFont(installed.Typeface, capHeight * Square);
            using var fill = new SKPaint { Color = color, IsAntialias = true };
            canvas.DrawText(rune.ToString(), x, baseline, SKTextAlign.Left, font, fill);
            return;
        }

        float side = capHeight * Square;
        string label = rune.Value.ToString("X4", CultureInfo.InvariantCulture);
        using var frame = new SKPaint
        {
            Color = color,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = Math.Max(1, capHeight * 0.05f),
        };
        canvas.DrawRect(x + (side * 0.05f), baseline - side + (side * 0.15f), side, side, frame);
        float small = side * 0.22f;
        DrawCentred(canvas, "U+", x + (side * 0.55f), baseline - (side * 0.5f), small, color);
        DrawCentred(canvas, label, x + (side * 0.55f), baseline - (side * 0.1f), small * 4 / Math.Max(4, label.Length + 0.5f), color);
    }

    private static void DrawCentred(SKCanvas canvas, string text, float middle, float baseline, float capHeight, SKColor color) =>
        Draw(canvas, text, middle - (Measure(text, capHeight) / 2), baseline, capHeight, color);

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format && StrokeFont.Find(rune) is null;
}
