using System.Numerics;

namespace GptImage.Sdk.Imaging;

/// <summary>Spreads the region of a mask outwards by distance: the exact distance from each pixel to the nearest one of the
/// region.</summary>
internal static class DistanceSpread
{
    private const byte Half = 128;

    /// <summary>A table of weights up to a distance of 2,048 pixels; what is farther is asked for one by one.</summary>
    private const int MostWeights = 1 << 22;

    /// <summary>Gives each pixel a weight by its distance to the region (weights of half and more).</summary>
    /// <param name="mask">The region; keeps its own weights where they are larger.</param>
    /// <param name="radius">The largest distance that gives a weight, in pixels.</param>
    /// <param name="weightAt">The weight at a distance of 1 pixel to <paramref name="radius"/>.</param>
    public static void Apply(MaskPlane mask, double radius, Func<double, byte> weightAt)
    {
        // No pixel of a picture is farther from another than this.
        double reach = Math.Min(radius, Math.Sqrt(((double)mask.Width * mask.Width) + ((double)mask.Height * mask.Height)));
        long most = (long)Math.Floor(reach * reach);
        byte[] weights = new byte[Math.Min(most, MostWeights) + 1];
        weights[0] = MaskPlane.Edit;
        for (int squared = 1; squared < weights.Length; squared++)
        {
            weights[squared] = weightAt(Math.Sqrt(squared));
        }

        int cap = Math.Min((int)reach + 1, ushort.MaxValue);
        ushort[] distances = Vertical(mask, cap);
        Horizontal(mask, distances, cap, weights, squared => squared <= most ? weightAt(Math.Sqrt(squared)) : (byte)0);
    }

    /// <summary>Gets for each pixel the distance to the nearest pixel of the region in its own column, at most the cap.</summary>
    private static ushort[] Vertical(MaskPlane mask, int cap)
    {
        int width = mask.Width;
        ushort[] distances = new ushort[width * mask.Height];
        Span<ushort> above = new ushort[width];
        above.Fill((ushort)cap);
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<byte> weights = mask.Row(y);
            Span<ushort> row = distances.AsSpan(y * width, width);
            if (weights.ContainsAnyInRange(Half, byte.MaxValue))
            {
                for (int x = 0; x < row.Length; x++)
                {
                    row[x] = weights[x] >= Half ? (ushort)0 : (ushort)Math.Min(above[x] + 1, cap);
                }
            }
            else
            {
                Step(above, row, cap);
            }

            above = row;
        }

        for (int y = mask.Height - 2; y >= 0; y--)
        {
            Lower(distances.AsSpan((y + 1) * width, width), distances.AsSpan(y * width, width));
        }

        return distances;
    }

    private static void Step(ReadOnlySpan<ushort> from, Span<ushort> to, int cap)
    {
        if (!from.ContainsAnyExcept((ushort)cap))
        {
            to.Fill((ushort)cap);
            return;
        }

        for (int x = 0; x < to.Length; x++)
        {
            to[x] = (ushort)Math.Min(from[x] + 1, cap);
        }
    }

    private static void Lower(ReadOnlySpan<ushort> below, Span<ushort> row)
    {
        int count = Vector<ushort>.Count;
        var one = Vector<ushort>.One;
        int x = 0;
        for (; x + count <= row.Length; x += count)
        {
            // The cap is at least 1 below the largest ushort or is never reached from below by adding 1.
            var next = Vector.Min(new Vector<ushort>(below[x..]), new Vector<ushort>(ushort.MaxValue - 1)) + one;
            Vector.Min(next, new Vector<ushort>(row[x..])).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++)
        {
            row[x] = (ushort)Math.Min(below[x] + 1, row[x]);
        }
    }

    /// <summary>Finds the nearest column for each pixel of a row, by the lower envelope of the parabolas over the columns.</summary>
    private static void Horizontal(MaskPlane mask, ushort[] distances, int cap, byte[] weights, Func<long, byte> weightBeyond)
    {
        int width = mask.Width;
        int[] columns = new int[width];
        int[] borders = new int[width + 1];
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<ushort> row = distances.AsSpan(y * width, width);
            if (!row.ContainsAnyExcept((ushort)cap))
            {
                continue;
            }

            int count = Envelope(row, cap, columns, borders);
            Span<byte> target = mask.Row(y);
            for (int i = 0; i < count; i++)
            {
                int column = columns[i];
                long height = (long)row[column] * row[column];
                int end = Math.Min(borders[i + 1], width);
                for (int x = Math.Max(borders[i], 0); x < end; x++)
                {
                    long squared = height + ((long)(x - column) * (x - column));
                    target[x] = Math.Max(target[x], squared < weights.Length ? weights[(int)squared] : weightBeyond(squared));
                }
            }
        }
    }

    /// <summary>Collects the columns whose parabola is lowest somewhere, and from which pixel on it is.</summary>
    private static int Envelope(ReadOnlySpan<ushort> row, int cap, int[] columns, int[] borders)
    {
        int count = 0;
        for (int x = 0; x < row.Length; x++)
        {
            if (row[x] >= cap)
            {
                continue;
            }

            long height = ((long)row[x] * row[x]) + ((long)x * x);
            int border = 0;
            while (count > 0)
            {
                int last = columns[count - 1];
                long lastHeight = ((long)row[last] * row[last]) + ((long)last * last);
                border = (int)((height - lastHeight) / (2L * (x - last))) + 1;
                border = height < lastHeight ? 0 : border;
                if (border > borders[count - 1])
                {
                    break;
                }

                count--;
                border = 0;
            }

            columns[count] = x;
            borders[count] = count == 0 ? 0 : border;
            count++;
            borders[count] = row.Length;
        }

        return count;
    }
}
