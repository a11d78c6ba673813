using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints a room with a window: tiles and a table in a kitchen, steps where there are stairs.</summary>
internal static class Interior
{
    private const float FloorLine = 0.68f;

    public static void Draw(SKCanvas canvas, float width, float height, SceneSetting setting, SeededRandom random)
    {
        using var paint = new SKPaint { IsAntialias = true };
        bool isKitchen = setting.Words.Has("kitchen");
        SKColor wall = Sky.Lit(Sky.Hsv(isKitchen ? 168 : random.Between(20, 60), 16, 90), setting.Time);
        float floor = height * FloorLine;
        paint.Color = wall;
        canvas.DrawRect(0, 0, width, height, paint);
        if (isKitchen)
        {
            DrawTiles(canvas, width, floor, wall, paint);
        }

        paint.Color = Sky.Lit(new SKColor(0xB9, 0x89, 0x5B), setting.Time);
        canvas.DrawRect(0, floor, width, height - floor, paint);
        paint.Color = Sky.Lit(new SKColor(0x8A, 0x63, 0x41), setting.Time);
        canvas.DrawRect(0, floor, width, height * 0.012f, paint);
        DrawWindow(canvas, width, height, setting, random, paint);
        if (setting.Words.Has("stairs", "staircase"))
        {
            DrawStairs(canvas, width, height, setting.Time, paint);
        }
        else if (isKitchen || setting.Words.Has("table", "desk", "mug", "cup", "glass"))
        {
            DrawTable(canvas, width, height, setting.Time, paint);
        }
    }

    private static void DrawTiles(SKCanvas canvas, float width, float floor, SKColor wall, SKPaint paint)
    {
        paint.Color = new SKColor((byte)(wall.Red * 0.93f), (byte)(wall.Green * 0.93f), (byte)(wall.Blue * 0.93f));
        float tile = floor * 0.085f;
        for (int line = 0; line * tile < Math.Max(width, floor); line++)
        {
            canvas.DrawRect(line * tile, floor * 0.5f, 2, floor * 0.5f, paint);
            if ((line * tile) + (floor * 0.5f) < floor)
            {
                canvas.DrawRect(0, (floor * 0.5f) + (line * tile), width, 2, paint);
            }
        }
    }

    private static void DrawWindow(
        SKCanvas canvas, float width, float height, SceneSetting setting, SeededRandom random, SKPaint paint)
    {
        float side = Math.Min(width, height) * 0.3f;
        float left = width * (random.Next() < 0.5f ? 0.1f : 0.62f);
        var pane = SKRect.Create(left, height * 0.12f, side * 1.15f, side);
        canvas.Save();
        canvas.ClipRect(pane);
        canvas.Translate(pane.Left, pane.Top);
        Landscape.Draw(canvas, pane.Width, pane.Height, setting.Time, random);
        canvas.Restore();
        paint.Color = new SKColor(0xFB, 0xF7, 0xEE);
        float bar = side * 0.035f;
        foreach (SKRect piece in (SKRect[])
            [
                SKRect.Create(pane.Left - bar, pane.Top - bar, pane.Width + (2 * bar), bar),
                SKRect.Create(pane.Left - (2 * bar), pane.Bottom, pane.Width + (4 * bar), bar * 1.6f),
                SKRect.Create(pane.Left - bar, pane.Top, bar, pane.Height), SKRect.Create(pane.Right, pane.Top, bar, pane.Height),
                SKRect.Create(pane.MidX - (bar / 2), pane.Top, bar, pane.Height),
                SKRect.Create(pane.Left, pane.MidY - (bar / 2), pane.Width, bar),
            ])
        {
            canvas.DrawRect(piece, paint);
        }
    }

    private static void DrawTable(SKCanvas canvas, float width, float height, Daytime time, SKPaint paint)
    {
        float top = height * 0.8f;
        paint.Color = Sky.Lit(new SKColor(0x8A, 0x5A, 0x36), time);
        canvas.DrawRect(width * 0.12f, top, width * 0.03f, height - top, paint);
        canvas.DrawRect(width * 0.85f, top, width * 0.03f, height - top, paint);
        paint.Color = Sky.Lit(new SKColor(0xA8, 0x70, 0x45), time);
        canvas.DrawRoundRect(SKRect.Create(width * 0.06f, top - (height * 0.02f), width * 0.88f, height * 0.05f), 6, 6, paint);
    }

    private static void DrawStairs(SKCanvas canvas, float width, float height, Daytime time, SKPaint paint)
    {
        const int Steps = 9;
        for (int step = Steps; step > 0; step--)
        {
            paint.Color = Sky.Lit(Sky.Hsv(28, 26, 56 + (2 * step)), time);
            float left = width * (0.3f + (0.7f * step / (Steps + 1)));
            float top = height * (0.94f - (0.07f * step));
            canvas.DrawRect(left, top, width - left, height - top, paint);
            paint.Color = Sky.Lit(new SKColor(0x5B, 0x45, 0x36), time);
            canvas.DrawRect(left, top, width - left, height * 0.006f, paint);
        }
    }
}
