using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints hills one behind another, with trees.</summary>
internal static class Landscape
{
    private const int Layers = 4;

    public static void Draw(SKCanvas canvas, float width, float height, Daytime time, SeededRandom random)
    {
        Sky.Draw(canvas, width, height, time, random);
        float hue = random.Between(90, 150);
        for (int layer = 0; layer < Layers; layer++)
        {
            DrawHills(canvas, width, height, layer, hue, time, random);
        }
    }

    private static void DrawHills(
        SKCanvas canvas, float width, float height, int layer, float hue, Daytime time, SeededRandom random)
    {
        float depth = (layer + 1f) / Layers;
        float ground = height * (0.42f + (0.14f * layer));
        float swing = height * random.Between(0.05f, 0.1f);
        float phase = random.Between(0, 6.28f);
        float waves = random.Between(1.2f, 2.6f);
        SKColor color = Sky.Lit(Sky.Hsv(hue - (8 * layer), 26 + (24 * depth), 86 - (30 * depth)), time);
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
        using var paint = new SKPaint { IsAntialias = true, Color = color };
        canvas.DrawPath(hills, paint);
        int trees = layer == 0 ? 0 : 3 + random.Below(5);
        for (int tree = 0; tree < trees; tree++)
        {
            float t = random.Next();
            DrawTree(
                canvas, width * t, Ridge(t), height * random.Between(0.05f, 0.08f) * (0.5f + depth),
                Sky.Lit(Sky.Hsv(hue + 20, 50, 52 - (16 * depth)), time));
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
}
