using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Marks a picture as the fake's, small and in the lower right corner: with the model, and which of the pictures it is.</summary>
internal static class Badge
{
    private const float SmallestCap = 5;
    private static readonly SKColor Ground = new(0x1C, 0x20, 0x29, 0xC8);
    private static readonly SKColor Ink = new(0xFF, 0xFC, 0xF2);

    public static void Draw(SKCanvas canvas, PicturePlan plan, int index) =>
        Draw(canvas, TextFor(plan, index), new SKRect(0, 0, plan.Width, plan.Height));

    /// <summary>Says what the badge says.</summary>
    public static string TextFor(PicturePlan plan, int index) => FormattableString.Invariant($"FAKE · {plan.Model.Id} · {index + 1}");

    /// <summary>Gets the room that the badge takes in the lower right corner of a picture.</summary>
    public static SKSize SizeIn(string text, SKRect picture)
    {
        float cap = CapIn(picture);
        return new SKSize(TextPainter.Measure(text, cap) + (2.4f * cap), cap * 2.4f);
    }

    private static void Draw(SKCanvas canvas, string text, SKRect picture)
    {
        float cap = CapIn(picture);
        SKSize size = SizeIn(text, picture);
        float margin = cap * 0.8f;
        if (size.Width + (2 * margin) > picture.Width)
        {
            return;
        }

        var box = SKRect.Create(picture.Right - size.Width - margin, picture.Bottom - size.Height - margin, size.Width, size.Height);
        using var paint = new SKPaint { IsAntialias = true, Color = Ground };
        canvas.DrawRoundRect(box, size.Height / 2, size.Height / 2, paint);
        TextPainter.Draw(canvas, text, box.Left + (1.2f * cap), box.MidY + (cap / 2), cap, Ink, bold: 1.25f);
    }

    private static float CapIn(SKRect picture) => Math.Max(SmallestCap, Math.Min(picture.Width, picture.Height) * 0.009f);
}
