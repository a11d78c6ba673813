using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Pins every input on the picture, numbered, so that a person and a test can tell that it arrived.</summary>
internal static class ReferenceBoard
{
    private static readonly SKColor Ground = new(0x26, 0x2B, 0x33);
    private static readonly SKColor Frame = new(0xFF, 0xFF, 0xFF);

    public static void Draw(SKCanvas canvas, IReadOnlyList<SKBitmap> references, int width, int height)
    {
        float label = FakeDrawingLayout.LabelHeight(width, height);
        using var ground = new SKPaint { Color = Ground };
        using var card = new SKPaint { Color = Frame, IsAntialias = true };
        for (int index = 0; index < references.Count; index++)
        {
            System.Drawing.Rectangle place = FakeDrawingLayout.ReferenceSlot(index, references.Count, width, height);
            var slot = SKRect.Create(place.X, place.Y, place.Width, place.Height);
            float border = label / 8;
            canvas.DrawRoundRect(
                SKRect.Create(slot.Left - border, slot.Top - border, slot.Width + (2 * border), slot.Height + label), border, border, card);
            canvas.DrawRect(slot, ground);
            using SKImage image = SKImage.FromBitmap(references[index]);
            canvas.DrawImage(
                image, Contain(slot, image.Width, image.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            string number = (index + 1).ToString(CultureInfo.InvariantCulture);
            float size = label * 0.5f;
            TextPainter.Draw(canvas, number, slot.MidX - (TextPainter.Measure(number, size) / 2), slot.Bottom
                + (label * 0.67f), size, Ground, 1.5f);
        }
    }

    /// <summary>Finds the bottom edge of the board.</summary>
    public static float Bottom(int count, int width, int height) => count == 0
        ? 0
        : FakeDrawingLayout.ReferenceSlot(count - 1, count, width, height).Bottom + FakeDrawingLayout.LabelHeight(width, height);

    private static SKRect Contain(SKRect slot, int width, int height)
    {
        float scale = Math.Min(slot.Width / width, slot.Height / height);
        return SKRect.Create(slot.MidX - (width * scale / 2), slot.MidY - (height * scale / 2), width * scale, height * scale);
    }
}
