namespace GptImage.Sdk.Testing;

/// <summary>What one input image costs in tokens.</summary>
internal static class InputTokenRule
{
    private const int TileEdge = 512;
    private const int PatchEdge = 32;
    private const int MaxLongEdge = 2048;

    /// <summary>An input whose long edge is at most this many times its short edge counts as nearly square.</summary>
    private const double NearSquare = 1.1;

    public static long Tokens(ModelRule model, int width, int height, bool isHighFidelity)
    {
        if (width == 0 || height == 0)
        {
            return 0;
        }

        return model.HasFlexibleSizes
            ? Patches(width, height)
            : Tiles(width, height) + (isHighFidelity ? HighFidelitySurcharge(width, height) : 0);
    }

    private static long Patches(int width, int height)
    {
        double scale = Math.Min(1, (double)MaxLongEdge / Math.Max(width, height));
        return Ceiling(width * scale, PatchEdge) * Ceiling(height * scale, PatchEdge);
    }

    private static long Tiles(int width, int height)
    {
        double scale = (double)TileEdge / Math.Min(width, height);
        return 65 + (129 * Ceiling(width * scale, TileEdge) * Ceiling(height * scale, TileEdge));
    }

    private static long HighFidelitySurcharge(int width, int height) =>
        Math.Max(width, height) <= NearSquare * Math.Min(width, height) ? 4160 : 6240;

    /// <summary>Counts started pieces; a billionth too much is rounding, not another piece.</summary>
    private static long Ceiling(double length, int piece) => (long)Math.Ceiling((length / piece) - 1e-9);
}
