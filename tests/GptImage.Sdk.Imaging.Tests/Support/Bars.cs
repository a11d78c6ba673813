using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Reads the bars of <see cref="TinyFont"/> back from pixels.</summary>
internal static class Bars
{
    /// <summary>Finds the bars of each line: left edge, width and height in pixels, from left to right.</summary>
    public static IReadOnlyList<IReadOnlyList<(int Left, int Width, int Height)>> Read(SKBitmap picture)
    {
        List<IReadOnlyList<(int, int, int)>> lines = [];
        for (int y = 0; y < picture.Height; y++)
        {
            if (!RowHasInk(picture, y))
            {
                continue;
            }

            int top = y;
            while (y < picture.Height && RowHasInk(picture, y))
            {
                y++;
            }

            lines.Add(ReadLine(picture, top, y));
        }

        return lines;
    }

    /// <summary>Names the heights of a line's bars in thousandths of the font size.</summary>
    public static int[] Heights(IReadOnlyList<(int Left, int Width, int Height)> line, double size) =>
        [.. line.Select(bar => (int)(Math.Round(bar.Height / size * 100) * 10))];

    private static List<(int, int, int)> ReadLine(SKBitmap picture, int top, int bottom)
    {
        List<(int, int, int)> bars = [];
        for (int x = 0; x < picture.Width; x++)
        {
            int height = ColumnHeight(picture, x, top, bottom);
            if (height == 0)
            {
                continue;
            }

            int left = x;
            int most = 0;
            while (x < picture.Width && (height = ColumnHeight(picture, x, top, bottom)) > 0)
            {
                most = Math.Max(most, height);
                x++;
            }

            bars.Add((left, x - left, most));
        }

        return bars;
    }

    private static int ColumnHeight(SKBitmap picture, int x, int top, int bottom) =>
        Enumerable.Range(top, bottom - top).Count(y => IsInk(picture, x, y));

    private static bool RowHasInk(SKBitmap picture, int y) => Enumerable.Range(0, picture.Width).Any(x => IsInk(picture, x, y));

    private static bool IsInk(SKBitmap picture, int x, int y) => (Pictures.At(picture, x, y) & 0xFF) > 127;
}
