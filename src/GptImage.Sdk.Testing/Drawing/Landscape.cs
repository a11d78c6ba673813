using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints a sky with a sun, hills one behind another, and trees.</summary>
internal static class Landscape
{
    private const int Layers = 4;

    public static void Draw(SKCanvas canvas, float width, float height, SeededRandom random, byte opacity = 255)
    {
        // From a blue through violet to a rosy sky: never green.
        float hue = random.Between(190, 340);
        bool isNight = random.Next() < 0.25f;
        DrawSky(canvas, width, height, hue, isNight, opacity);
        DrawSun(canvas, width, height, random, isNight, opacity);
        float hillHue = hue + random.Between(80, 200);
        for (int layer = 0; layer < Layers; layer++)
        {
            DrawHills(canvas, width, height, layer, hillHue, isNight, random, opacity);
        }
    }

    private static void DrawSky(SKCanvas canvas, float width, float height, float hue, bool isNight, byte opacity)
    {
        SKColor top = isNight ? Hsv(hue, 60, 22) : Hsv(hue, 45, 82);
        SKColor bottom = isNight ? Hsv(hue + 40, 45, 48) : Hsv(hue + 40, 22, 99);
        using var shader = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(0, height * 0.8f), [top.WithAlpha(opacity), bottom.WithAlpha(opacity)], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(0, 0, width, height, paint);
    }

    private static void DrawSun(SKCanvas canvas, float width, float height, SeededRandom random, bool isNight, byte opacity)
    {
        float radius = Math.Min(width, height) * random.Between(0.07f, 0.12f);
        float x = width * random.Between(0.12f, 0.88f);
        float y = height * random.Between(0.16f, 0.34f);
        SKColor color = isNight ? new SKColor(0xF4, 0xF1, 0xDC) : new SKColor(0xFF, 0xE2, 0x8A);
        using var paint = new SKPaint { IsAntialias = true, Color = color.WithAlpha((byte)(opacity / 5)) };
        canvas.DrawCircle(x, y, radius * 1.6f, paint);
        paint.Color = color.WithAlpha(opacity);
        canvas.DrawCircle(x, y, radius, paint);
    }

    private static void DrawHills(
        SKCanvas canvas, float width, float height, int layer, float hue, bool isNight, SeededRandom random, byte opacity)
    {
        float depth = (layer + 1f) / Layers;
        float ground = height * (0.42f + (0.14f * layer));
        float swing = height * random.Between(0.05f, 0.1f);
        float phase = random.Between(0, 6.28f);
        float waves = random.Between(1.2f, 2.6f);
        SKColor color = Hsv(hue + (12 * layer), 28 + (26 * depth), (isNight ? 45 : 84) - (38 * depth * (isNight ? 0.6f : 1)));
        using var outline = new SKPathBuilder();
        outline.MoveTo(0, height);
        const int Steps = 48;
        for (int step = 0; step <= Steps; step++)
        {
            float t = step / (float)Steps;
            outline.LineTo(width * t, Ridge(t));
        }

        outline.LineTo(width, height);
        outline.Close();
        using SKPath hills = outline.Detach();
        using var paint = new SKPaint { IsAntialias = true, Color = color.WithAlpha(opacity) };
        canvas.DrawPath(hills, paint);
        int trees = layer == 0 ? 0 : 3 + random.Below(5);
        for (int tree = 0; tree < trees; tree++)
        {
            float t = random.Next();
            DrawTree(
                canvas, width * t, Ridge(t), height * random.Between(0.05f, 0.08f) * (0.5f + depth),
                Hsv(hue + 30 + (12 * layer), 50, isNight ? 22 : 46 - (18 * depth)).WithAlpha(opacity));
        }

        float Ridge(float t) =>
            ground + (swing * MathF.Sin(phase + (t * waves * 6.28f))) + (swing * 0.35f * MathF.Sin((phase * 2) + (t * waves * 15)));
    }

    private static void DrawTree(SKCanvas canvas, float x, float foot, float size, SKColor color)
    {
        using var builder = new SKPathBuilder();
        for (int tier = 0; tier < 3; tier++)
        {
            float top = foot - size + (size * 0.22f * tier);
            float half = size * (0.18f + (0.07f * tier));
            builder.MoveTo(x, top);
            builder.LineTo(x + half, top + (size * 0.42f));
            builder.LineTo(x - half, top + (size * 0.42f));
            builder.Close();
        }

        builder.AddRect(SKRect.Create(x - (size * 0.04f), foot - (size * 0.2f), size * 0.08f, size * 0.28f));
        using SKPath tree = builder.Detach();
        using var paint = new SKPaint { IsAntialias = true, Color = color };
        canvas.DrawPath(tree, paint);
    }

    private static SKColor Hsv(float hue, float saturation, float value) =>
        SKColor.FromHsv(((hue % 360) + 360) % 360, saturation, Math.Clamp(value, 0, 100));
}
