using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Marks round shapes row by row: exactly the pixels whose centre lies within.</summary>
internal static class RoundShapes
{
    public static void Ellipse(MaskPlane mask, SKRect around)
    {
        (double centerX, double centerY) = (around.MidX, around.MidY);
        (double radiusX, double radiusY) = (around.Width / 2.0, around.Height / 2.0);
        for (int y = FirstRow(around.Top); y <= LastRow(mask, around.Bottom); y++)
        {
            double height = (y + 0.5 - centerY) / radiusY;
            if (Math.Abs(height) <= 1)
            {
                double reach = radiusX * Math.Sqrt(1 - (height * height));
                Mark(mask, y, centerX - reach, centerX + reach);
            }
        }
    }

    /// <summary>Marks what a round brush covers on its way from one point to another.</summary>
    public static void Stroke(MaskPlane mask, ImagePoint from, ImagePoint to, double radius)
    {
        double length = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
        (double sideX, double sideY) = length == 0 ? (0, 0) : ((from.Y - to.Y) * radius / length, (to.X - from.X) * radius / length);
        ImagePoint[] corners =
        [
            new(from.X + sideX, from.Y + sideY),
            new(to.X + sideX, to.Y + sideY),
            new(to.X - sideX, to.Y - sideY),
            new(from.X - sideX, from.Y - sideY),
        ];
        for (int y = FirstRow(Math.Min(from.Y, to.Y) - radius); y <= LastRow(mask, Math.Max(from.Y, to.Y) + radius); y++)
        {
            // The way of the brush is convex, so a row cuts it in one piece: from the leftmost of its parts to the rightmost.
            double center = y + 0.5;
            (double left, double right) = (double.MaxValue, double.MinValue);
            AddDisc(from, radius, center, ref left, ref right);
            AddDisc(to, radius, center, ref left, ref right);
            for (int i = 0; i < corners.Length; i++)
            {
                AddEdge(corners[i], corners[(i + 1) % corners.Length], center, ref left, ref right);
            }

            Mark(mask, y, left, right);
        }
    }

    private static void AddDisc(ImagePoint disc, double radius, double row, ref double left, ref double right)
    {
        double reach = (radius * radius) - ((row - disc.Y) * (row - disc.Y));
        if (reach >= 0)
        {
            left = Math.Min(left, disc.X - Math.Sqrt(reach));
            right = Math.Max(right, disc.X + Math.Sqrt(reach));
        }
    }

    private static void AddEdge(ImagePoint from, ImagePoint to, double row, ref double left, ref double right)
    {
        if ((from.Y <= row && to.Y >= row) || (from.Y >= row && to.Y <= row))
        {
            double at = from.Y == to.Y ? from.X : from.X + ((to.X - from.X) * (row - from.Y) / (to.Y - from.Y));
            left = Math.Min(left, at);
            right = Math.Max(right, at);
        }
    }

    private static int FirstRow(double top) => (int)Math.Clamp(Math.Floor(top), 0, int.MaxValue);

    private static int LastRow(MaskPlane mask, double bottom) => (int)Math.Clamp(Math.Ceiling(bottom), -1, mask.Height - 1);

    private static void Mark(MaskPlane mask, int y, double left, double right)
    {
        int first = (int)Math.Clamp(Math.Ceiling(left - 0.5), 0, mask.Width);
        int end = (int)Math.Clamp(Math.Floor(right - 0.5) + 1, 0, mask.Width);
        if (first < end)
        {
            mask.Row(y)[first..end].Fill(MaskPlane.Edit);
        }
    }
}
