using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Makes a film of a picture: a balloon drifts around over it and is back where it began after the last frame.</summary>
internal static class AnimationArtist
{
    public static byte[] Draw(SKBitmap picture, PicturePlan plan)
    {
        using var file = new GifEncoder(plan.Width, plan.Height, plan.FrameMilliseconds);
        for (int frame = 0; frame < plan.FrameCount; frame++)
        {
            using SKBitmap drawn = Canvas.Create(plan.Width, plan.Height);
            using (var canvas = new SKCanvas(drawn))
            {
                using SKImage image = SKImage.FromBitmap(picture);
                canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
                DrawBalloon(canvas, plan, MathF.Tau * frame / plan.FrameCount);
            }

            using SKBitmap plain = Canvas.Convert(drawn, SKAlphaType.Unpremul);
            file.Add(plain);
        }

        return file.Finish();
    }

    private static void DrawBalloon(SKCanvas canvas, PicturePlan plan, float angle)
    {
        float radius = Math.Min(plan.Width, plan.Height) * 0.07f;
        float x = plan.Width * (0.5f + (0.32f * MathF.Cos(angle)));
        float y = plan.Height * (0.42f + (0.18f * MathF.Sin(angle)));
        using var paint = new SKPaint { IsAntialias = true, Color = new SKColor(0xD8, 0x3A, 0x2E) };
        canvas.DrawCircle(x, y, radius, paint);
        paint.Color = new SKColor(0xF7, 0xC9, 0x48);
        canvas.DrawRect(SKRect.Create(x - radius, y - (radius * 0.2f), radius * 2, radius * 0.4f), paint);
        paint.Color = new SKColor(0x5B, 0x3A, 0x21);
        canvas.DrawRect(SKRect.Create(x - (radius * 0.25f), y + (radius * 1.3f), radius * 0.5f, radius * 0.4f), paint);
        paint.StrokeWidth = Math.Max(1, radius * 0.06f);
        canvas.DrawLine(x - (radius * 0.7f), y + (radius * 0.7f), x - (radius * 0.25f), y + (radius * 1.3f), paint);
        canvas.DrawLine(x + (radius * 0.7f), y + (radius * 0.7f), x + (radius * 0.25f), y + (radius * 1.3f), paint);
    }
}
