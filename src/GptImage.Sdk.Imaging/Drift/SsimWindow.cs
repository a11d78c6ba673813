namespace GptImage.Sdk.Imaging;

/// <summary>The structural similarity of two pictures' brightness, window by window; only protected pixels count.</summary>
/// <remarks>Wang, Bovik, Sheikh, Simoncelli: Image quality assessment: from error visibility to structural similarity, 2004; windows of 8x8
/// beside each other.</remarks>
internal static class SsimWindow
{
    public const int Edge = 8;

    private const double C1 = 0.01 * 255 * 0.01 * 255;
    private const double C2 = 0.03 * 255 * 0.03 * 255;

    /// <summary>Adds the windows of up to eight rows.</summary>
    public static void Add(
        ReadOnlySpan<uint> old, ReadOnlySpan<uint> now, ReadOnlySpan<byte> weights, int width, int rows, ref DriftSums sums)
    {
        for (int left = 0; left < width; left += Edge)
        {
            int columns = Math.Min(Edge, width - left);
            (int count, int sumA, int sumB, int squareA, int squareB, int product) = (0, 0, 0, 0, 0, 0);
            bool isEqual = true;
            for (int row = 0; row < rows; row++)
            {
                int start = (row * width) + left;
                ReadOnlySpan<uint> a = old.Slice(start, columns);
                ReadOnlySpan<uint> b = now.Slice(start, columns);
                if (isEqual && a.SequenceEqual(b))
                {
                    count += weights.Slice(start, columns).Count((byte)0);
                    continue;
                }

                if (isEqual)
                {
                    // The rows before were equal and only counted; they belong to the sums after all.
                    isEqual = false;
                    (count, row) = (0, -1);
                    continue;
                }

                ReadOnlySpan<byte> free = weights.Slice(start, columns);
                for (int x = 0; x < columns; x++)
                {
                    int kept = free[x] == 0 ? -1 : 0;
                    int lumaA = Luma(a[x]) & kept;
                    int lumaB = Luma(b[x]) & kept;
                    count -= kept;
                    sumA += lumaA;
                    sumB += lumaB;
                    squareA += lumaA * lumaA;
                    squareB += lumaB * lumaB;
                    product += lumaA * lumaB;
                }
            }

            if (count > 0)
            {
                sums.Ssim += count * (isEqual ? 1 : Similarity(count, sumA, sumB, squareA, squareB, product));
                sums.SsimWeight += count;
            }
        }
    }

    private static double Similarity(double count, double sumA, double sumB, double squareA, double squareB, double product)
    {
        double meanA = sumA / count;
        double meanB = sumB / count;
        double varianceA = (squareA / count) - (meanA * meanA);
        double varianceB = (squareB / count) - (meanB * meanB);
        double covariance = (product / count) - (meanA * meanB);
        return ((2 * meanA * meanB) + C1) * ((2 * covariance) + C2)
            / (((meanA * meanA) + (meanB * meanB) + C1) * (varianceA + varianceB + C2));
    }

    private static int Luma(uint pixel) =>
        (int)((((pixel & 0xFF) * 77) + (((pixel >> 8) & 0xFF) * 150) + (((pixel >> 16) & 0xFF) * 29)) >> 8);
}
