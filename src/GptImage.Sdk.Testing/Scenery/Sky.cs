using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints the sky of a time of day, with sun or moon.</summary>
internal static class Sky
{
    public static void Draw(SKCanvas canvas, float width, float height, Daytime time, SeededRandom random)
    {
        float turn = random.Between(-12, 12);
        (SKColor top, SKColor bottom) = time switch
        {
            Daytime.Night => (Hsv(232 + turn, 62, 20), Hsv(250 + turn, 45, 44)),
            Daytime.Dawn => (Hsv(214 + turn, 38, 80), Hsv(24 + turn, 34, 99)),
            Daytime.Dusk => (Hsv(262 + turn, 48, 52), Hsv(18 + turn, 60, 96)),
            _ => (Hsv(206 + turn, 48, 90), Hsv(198 + turn, 14, 99)),
        };
        using (var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, 0), new SKPoint(0, height * 0.75f), [top, bottom], SKShaderTileMode.Clamp))
        {
            using var ground = new SKPaint { Shader = shader };
            canvas.DrawRect(0, 0, width, height, ground);
        }

        float radius = Math.Min(width, height) * random.Between(0.06f, 0.09f);
        float x = width * random.Between(0.12f, 0.88f);
        float y = height * (time is Daytime.Dawn or Daytime.Dusk ? random.Between(0.36f, 0.46f) : random.Between(0.14f, 0.26f));
        using var paint = new SKPaint { IsAntialias = true };
        if (time == Daytime.Night)
        {
            DrawStars(canvas, width, height, random, paint);
        }

        SKColor light = time == Daytime.Night ? new SKColor(0xF4, 0xF1, 0xDC) : new SKColor(0xFF, 0xE2, 0x8A);
        paint.Color = light.WithAlpha(0x40);
        canvas.DrawCircle(x, y, radius * 1.6f, paint);
        paint.Color = light;
        canvas.DrawCircle(x, y, radius, paint);
        if (time == Daytime.Day)
        {
            DrawClouds(canvas, width, height, random, paint);
        }
    }

    public static SKColor Hsv(float hue, float saturation, float value) =>
        SKColor.FromHsv(((hue % 360) + 360) % 360, Math.Clamp(saturation, 0, 100), Math.Clamp(value, 0, 100));

    /// <summary>Dims a colour as the time of day does.</summary>
    public static SKColor Lit(SKColor color, Daytime time)
    {
        (float red, float green, float blue) = time switch
        {
            Daytime.Night => (0.38f, 0.42f, 0.62f),
            Daytime.Dusk => (0.86f, 0.72f, 0.78f),
            Daytime.Dawn => (1f, 0.92f, 0.88f),
            _ => (1f, 1f, 1f),
        };
        return new SKColor((byte)(color.Red * red), (byte)(color.Green * green), (byte)(color.Blue * blue));
    }

    private static void DrawStars(SKCanvas canvas, float width, float height, SeededRandom random, SKPaint paint)
    {
        paint.Color = new SKColor(0xFF, 0xFF, 0xF2, 0xD0);
        float size = Math.Min(width, height) * 0.0022f;
        for (int star = 0; star < 60; star++)
        {
            canvas.DrawCircle(width * random.Next(), height * 0.55f * random.Next(), size * random.Between(0.6f, 1.6f), paint);
        }
    }

    private static void DrawClouds(SKCanvas canvas, float width, float height, SeededRandom random, SKPaint paint)
    {
        paint.Color = new SKColor(0xFF, 0xFF, 0xFF, 0xB8);
        for (int cloud = 0; cloud < 3; cloud++)
        {
            float x = width * random.Next();
            float y = height * random.Between(0.1f, 0.36f);
            float size = Math.Min(width, height) * random.Between(0.03f, 0.055f);
            canvas.DrawOval(x, y, size * 2.4f, size * 0.7f, paint);
            canvas.DrawOval(x - (size * 0.7f), y - (size * 0.45f), size, size * 0.7f, paint);
            canvas.DrawOval(x + (size * 0.6f), y - (size * 0.6f), size * 1.2f, size * 0.9f, paint);
        }
    }
}
