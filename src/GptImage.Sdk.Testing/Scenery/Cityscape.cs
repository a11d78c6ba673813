using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Paints a row of houses behind a street.</summary>
internal static class Cityscape
{
    private static readonly SKColor[] Walls =
        [new(0xD9, 0xB3, 0x8C), new(0xC9, 0x8F, 0x7A), new(0xB9, 0xC2, 0xC9), new(0xE3, 0xCE, 0xA5), new(0x9F, 0xB3, 0xA0)];

    public static void Draw(SKCanvas canvas, float width, float height, Daytime time, SeededRandom random)
    {
        Sky.Draw(canvas, width, height, time, random);
        float street = height * 0.74f;
        using var paint = new SKPaint { IsAntialias = true };
        float x = -width * 0.03f;
        while (x < width)
        {
            float house = width * random.Between(0.1f, 0.17f);
            float top = street - (height * random.Between(0.24f, 0.46f));
            paint.Color = Sky.Lit(Walls[random.Below(Walls.Length)], time);
            canvas.DrawRect(x, top, house, street - top, paint);
            DrawWindows(canvas, SKRect.Create(x, top, house, street - top), time, random, paint);
            x += house;
        }

        paint.Color = Sky.Lit(new SKColor(0x7F, 0x82, 0x8C), time);
        canvas.DrawRect(0, street, width, height - street, paint);
        paint.Color = Sky.Lit(new SKColor(0x9B, 0x9F, 0xA8), time);
        float stone = width * 0.045f;
        for (int row = 0; row < 6; row++)
        {
            float y = street + ((height - street) * (row + 0.4f) / 6);
            for (int column = 0; column < 24; column++)
            {
                canvas.DrawOval((column + (row % 2 * 0.5f)) * stone, y, stone * 0.42f, (height - street) * 0.055f, paint);
            }
        }
    }

    private static void DrawWindows(SKCanvas canvas, SKRect wall, Daytime time, SeededRandom random, SKPaint paint)
    {
        int columns = Math.Max(2, (int)(wall.Width / (wall.Height * 0.22f)));
        int rows = Math.Max(2, (int)(wall.Height / (wall.Width / columns) / 1.4f));
        (float cellWidth, float cellHeight) = (wall.Width / columns, wall.Height / rows);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                bool isLit = random.Next() < (time is Daytime.Day or Daytime.Dawn ? 0.1f : 0.6f);
                paint.Color = isLit ? new SKColor(0xFF, 0xE2, 0x8A) : Sky.Lit(new SKColor(0x5A, 0x6E, 0x82), time);
                (float x, float y) = (wall.Left + ((column + 0.25f) * cellWidth), wall.Top + ((row + 0.25f) * cellHeight));
                canvas.DrawRect(x, y, cellWidth * 0.5f, cellHeight * 0.5f, paint);
            }
        }
    }
}
