using SkiaSharp;

/// <summary>A kitchen with the grain of a photograph, drawn here so that the example needs no file.</summary>
internal static class Kitchen
{
    public static byte[] Draw(int width, int height)
    {
        using var bitmap =
            new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        using var canvas = new SKCanvas(bitmap);
        canvas.Save();
        canvas.Scale(width / 1500f, height / 1000f);
        Fill(canvas, new SKRect(0, 0, 1500, 1000), 0xFFF3E7D3, 0xFFD9BC97);
        DrawWindow(canvas);
        DrawShelf(canvas);
        DrawTable(canvas);
        canvas.Restore();
        using SKShader grain = SKShader.CreatePerlinNoiseTurbulence(0.8f, 0.8f, 2, 7);
        using var film = new SKPaint { Shader = grain, BlendMode = SKBlendMode.SoftLight, Color = SKColors.Black.WithAlpha(60) };
        canvas.DrawRect(0, 0, width, height, film);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>Draws a window that looks out on a wall, in the light of a grey day.</summary>
    private static void DrawWindow(SKCanvas canvas)
    {
        Shadow(canvas, new SKRect(500, 100, 1010, 600), 0, 12, 24, 90);
        Fill(canvas, new SKRect(490, 85, 1010, 595), 0xFFFBF8F1, 0xFFE3DACB);
        foreach (float left in (float[])[518, 758])
        {
            var pane = new SKRect(left, 120, left + 224, 560);
            Fill(canvas, pane, 0xFF9AA3AC, 0xFF767E88);
            for (int row = 0; row < 11; row++)
            {
                for (float x = left - (row % 2 * 38); x < pane.Right; x += 76)
                {
                    Fill(canvas, SKRect.Intersect(pane, SKRect.Create(x + 2, 122 + (row * 40), 72, 36)), 0xFF8C7F79, 0xFF7A6E69);
                }
            }
        }

        Fill(canvas, new SKRect(465, 590, 1035, 622), 0xFFFFFDF8, 0xFFD5C9B6);
    }

    private static void DrawShelf(SKCanvas canvas)
    {
        Shadow(canvas, new SKRect(70, 300, 400, 322), 0, 10, 12, 90);
        Fill(canvas, new SKRect(70, 296, 400, 320), 0xFF9C6B43, 0xFF6F4728);
        uint[] colors = [0xFF2F5D7C, 0xFFB8483A, 0xFFD9A441, 0xFF4C7A5B];
        for (int i = 0; i < 4; i++)
        {
            Fill(canvas, new SKRect(92 + (i * 74), 190 + (i % 2 * 16), 148 + (i * 74), 296), colors[i], 0xFF3A2C22, 20);
            Fill(canvas, new SKRect(98 + (i * 74), 178 + (i % 2 * 16), 142 + (i * 74), 196 + (i % 2 * 16)), 0xFFF0E2C8, 0xFFC7B28E, 6);
        }

        Shadow(canvas, new SKRect(1190, 90, 1330, 300), 0, 12, 16, 80);
        Fill(canvas, new SKRect(1180, 80, 1330, 300), 0xFF3B2A1C, 0xFF2A1D13);
        Fill(canvas, new SKRect(1194, 94, 1316, 286), 0xFFF4EBDD, 0xFFE0D0B8);
        Oval(canvas, new SKRect(1222, 150, 1288, 230), 0xFFE0A33A, 0xFFB5642A);
    }

    private static void DrawTable(SKCanvas canvas)
    {
        Fill(canvas, new SKRect(0, 740, 1500, 1000), 0xFF9A6740, 0xFF5C3A22);
        for (int line = 0; line < 4; line++)
        {
            Fill(
                canvas, new SKRect(0, 790 + (line * line * 14) + (line * 30), 1500, 792 + (line * line * 14) + (line * 30)), 0x60402412,
                0x60402412);
        }

        Shadow(canvas, new SKRect(190, 820, 520, 870), 20, 10, 22, 120);
        foreach (
            (float x, float y, uint light, uint dark) in ((float, float, uint, uint)[])[
                (300, 740, 0xFFEE7A55, 0xFFA5281E), (392, 735, 0xFFF8C45C, 0xFFC9741C), (346, 705, 0xFFB9CF62, 0xFF66873A)])
        {
            Oval(canvas, new SKRect(x - 54, y - 54, x + 54, y + 54), light, dark);
        }

        using var bowl = new SKPathBuilder();
        bowl.MoveTo(200, 750);
        bowl.LineTo(496, 750);
        bowl.CubicTo(480, 850, 420, 868, 348, 868);
        bowl.CubicTo(276, 868, 216, 850, 200, 750);
        using SKPath shape = bowl.Detach();
        using SKPaint glaze = Paint(new SKRect(200, 750, 496, 868), 0xFFF3F0EA, 0xFF9FB3BE);
        canvas.DrawPath(shape, glaze);

        Shadow(canvas, new SKRect(1090, 830, 1300, 880), 24, 8, 22, 120);
        using SKPaint handle = Paint(new SKRect(1240, 600, 1340, 780), 0xFF4B7FA8, 0xFF274A69);
        handle.Style = SKPaintStyle.Stroke;
        handle.StrokeWidth = 26;
        canvas.DrawOval(1262, 690, 58, 78, handle);
        Fill(canvas, new SKRect(1080, 570, 1270, 870), 0xFF6C9EC4, 0xFF27496B, 64);
        Oval(canvas, new SKRect(1088, 560, 1262, 606), 0xFF1F3B57, 0xFF2B5074);
        Fill(canvas, new SKRect(1106, 620, 1126, 810), 0x50FFFFFF, 0x10FFFFFF, 10);
    }

    private static void Fill(SKCanvas canvas, SKRect area, uint light, uint dark, float corner = 0)
    {
        using SKPaint paint = Paint(area, light, dark);
        canvas.DrawRoundRect(area, corner, corner, paint);
    }

    private static void Oval(SKCanvas canvas, SKRect area, uint light, uint dark)
    {
        using SKPaint paint = Paint(area, light, dark);
        canvas.DrawOval(area, paint);
    }

    private static void Shadow(SKCanvas canvas, SKRect area, float right, float down, float blur, byte alpha)
    {
        area.Offset(right, down);
        using SKMaskFilter soft = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, blur);
        using var paint = new SKPaint { Color = new SKColor(0x30, 0x1C, 0x0C, alpha), MaskFilter = soft };
        canvas.DrawRect(area, paint);
    }

    private static SKPaint Paint(SKRect area, uint light, uint dark) => new()
    {
        IsAntialias = true,
        Shader =
            SKShader.CreateLinearGradient(
                new SKPoint(area.Left, area.Top), new SKPoint(area.Right, area.Bottom), [new SKColor(light), new SKColor(dark)],
                SKShaderTileMode.Clamp),
    };
}
