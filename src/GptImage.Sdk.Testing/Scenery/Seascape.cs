using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints the sea with a beach, or with a pier where the scene names a harbour.</summary>
internal static class Seascape
{
    private const float Horizon = 0.56f;

    public static void Draw(SKCanvas canvas, float width, float height, SceneSetting setting, SeededRandom random)
    {
        Sky.Draw(canvas, width, height, setting.Time, random);
        float horizon = height * Horizon;
        SKColor far = Sky.Lit(Sky.Hsv(random.Between(196, 212), 52, 82), setting.Time);
        SKColor near = Sky.Lit(Sky.Hsv(random.Between(196, 208), 62, 58), setting.Time);
        using (var shader = SKShader.CreateLinearGradient(
            new SKPoint(0, horizon), new SKPoint(0, height), [far, near], SKShaderTileMode.Clamp))
        {
            using var sea = new SKPaint { Shader = shader };
            canvas.DrawRect(0, horizon, width, height - horizon, sea);
        }

        DrawWaves(canvas, width, height, random);
        if (setting.Words.Has("pier", "harbour", "harbor", "dock", "quay"))
        {
            DrawPier(canvas, width, height, setting.Time);
        }
        else
        {
            DrawBeach(canvas, width, height, setting, random);
        }
    }

    private static void DrawWaves(SKCanvas canvas, float width, float height, SeededRandom random)
    {
        using var foam = new SKPaint
        {
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeCap = SKStrokeCap.Round,
            Color = new SKColor(0xFF, 0xFF, 0xFF, 0x70),
            StrokeWidth = Math.Max(1, height * 0.003f),
        };
        for (int wave = 0; wave < 26; wave++)
        {
            float depth = random.Next();
            float x = width * random.Next();
            float y = height * (Horizon + 0.02f + (0.36f * depth));
            float half = width * (0.012f + (0.03f * depth));
            canvas.DrawLine(x - half, y, x + half, y, foam);
        }
    }

    private static void DrawBeach(SKCanvas canvas, float width, float height, SceneSetting setting, SeededRandom random)
    {
        bool isRocky = setting.Words.Has("cliff", "rocks", "rock");
        using var sand = new SKPaint
        {
            IsAntialias = true,
            Color = Sky.Lit(isRocky ? new SKColor(0x8F, 0x86, 0x78) : new SKColor(0xEB, 0xD6, 0xA4), setting.Time),
        };
        float phase = random.Between(0, MathF.Tau);
        using var builder = new SKPathBuilder();
        builder.MoveTo(0, height);
        const int Steps = 32;
        for (int step = 0; step <= Steps; step++)
        {
            float t = step / (float)Steps;
            float shore = 0.8f + (0.025f * MathF.Sin(phase + (t * 7)));
            builder.LineTo(width * t, height * (shore + (isRocky && step % 2 == 0 ? 0.018f : 0)));
        }

        builder.LineTo(width, height);
        builder.Close();
        using SKPath beach = builder.Detach();
        canvas.DrawPath(beach, sand);
    }

    private static void DrawPier(SKCanvas canvas, float width, float height, Daytime time)
    {
        float top = height * 0.8f;
        using var wood = new SKPaint { IsAntialias = true, Color = Sky.Lit(new SKColor(0xA8, 0x7B, 0x4F), time) };
        using var gap = new SKPaint
        {
            IsAntialias = true,
            Color = Sky.Lit(new SKColor(0x6B, 0x4A, 0x2E), time),
            StrokeWidth = Math.Max(1, height * 0.004f),
        };
        canvas.DrawRect(0, top, width, height - top, wood);
        for (int plank = 0; plank <= 6; plank++)
        {
            float y = top + ((height - top) * plank * plank / 36f);
            canvas.DrawLine(0, y, width, y, gap);
        }

        wood.Color = gap.Color;
        float post = width * 0.018f;
        for (int index = 0; index < 5; index++)
        {
            float x = width * (0.06f + (0.22f * index));
            canvas.DrawRoundRect(SKRect.Create(x, top - (height * 0.075f), post, height * 0.1f), post * 0.2f, post * 0.2f, wood);
        }
    }
}
