using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>How far a picture has moved from another where nothing should have changed.</summary>
public sealed class DriftReport
{
    private readonly byte[] _differences = [];

    /// <summary>Creates a report from given figures, for tests. It has no heat map.</summary>
    public DriftReport()
    {
    }

    internal DriftReport(ImageSize size, byte[] differences, DriftSums sums, int threshold)
    {
        _differences = differences;
        Size = size;
        Threshold = threshold;
        ProtectedPixels = sums.Pixels;
        ChangedPixels = sums.Changed;
        long samples = sums.Pixels * sums.Channels;
        MaxDifference = sums.Max;
        MeanDifference = samples == 0 ? 0 : (double)sums.Absolute / samples;
        double meanSquare = samples == 0 ? 0 : (double)sums.Squared / samples;
        Psnr = meanSquare == 0 ? double.PositiveInfinity : 10 * Math.Log10(byte.MaxValue * byte.MaxValue / meanSquare);
        Ssim = sums.SsimWeight == 0 ? 1 : sums.Ssim / sums.SsimWeight;
    }

    /// <summary>Gets the size of the pictures.</summary>
    public ImageSize Size { get; init; }

    /// <summary>Gets by how many levels a channel must differ for a pixel to count as changed.</summary>
    public int Threshold { get; init; }

    /// <summary>Gets how many pixels should not have changed: those outside the mask.</summary>
    public long ProtectedPixels { get; init; }

    /// <summary>Gets how many of the protected pixels changed.</summary>
    public long ChangedPixels { get; init; }

    /// <summary>Gets the share of protected pixels that changed.</summary>
    /// <value>0 to 1; 0 when nothing is protected.</value>
    public double ChangedShare => ProtectedPixels == 0 ? 0 : (double)ChangedPixels / ProtectedPixels;

    /// <summary>Gets the mean difference of a channel, over the protected pixels.</summary>
    /// <value>0 to 255.</value>
    public double MeanDifference { get; init; }

    /// <summary>Gets the largest difference of a channel, over the protected pixels.</summary>
    /// <value>0 to 255.</value>
    public int MaxDifference { get; init; }

    /// <summary>Gets the peak signal-to-noise ratio of the protected pixels, in decibels.</summary>
    /// <value>Infinite when they are equal; above 40 a person hardly sees a difference.</value>
    public double Psnr { get; init; } = double.PositiveInfinity;

    /// <summary>Gets the structural similarity of the protected pixels' brightness, over windows of 8x8 pixels.</summary>
    /// <value>1 when they are equal, near 0 when they have nothing in common.</value>
    public double Ssim { get; init; } = 1;

    /// <summary>Measures how far a picture has moved from another.</summary>
    /// <param name="original">The picture as it was.</param>
    /// <param name="edited">The picture as it came back, of the same size. Its colours are compared in the original's profile.</param>
    /// <param name="mask">A mask of that size whose opaque pixels should not have changed; <see langword="null"/> looks at all.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ImagingException">A picture cannot be read, or has another size.</exception>
    public static DriftReport Measure(ImageInput original, ImageInput edited, ImageInput? mask = null, DriftOptions? options = null)
    {
        using Raster before = PictureDecoder.Decode(original, "The original");
        using Raster decoded = PictureDecoder.Decode(edited, "The edited picture");
        if (decoded.Size != before.Size)
        {
            throw new ImagingException(
                $"The edited picture is {decoded.Size} and the original {before.Size}. Bring it back with CanvasFit.Restore first.");
        }

        using MaskPlane plane =
            mask is null ? new MaskPlane(before.Width, before.Height) : MaskPlane.FromAlpha(mask, before.Size, "The mask");
        using Raster? after = decoded.HasColorsOf(before) ? null : decoded.Convert(before.Colors, decoded.IsOpaque);
        return DriftMeter.Measure(before, after ?? decoded, plane, (options ?? new DriftOptions()).Checked());
    }

    /// <summary>Draws where the differences are: black where nothing changed, through violet and orange to white, and the region of the
    /// mask in grey.</summary>
    /// <returns>A PNG of the pictures' size.</returns>
    /// <exception cref="InvalidOperationException">The report was made from given figures and has no pixels.</exception>
    public GeneratedImage CreateHeatMap()
    {
        if (_differences.Length == 0)
        {
            throw new InvalidOperationException("The report was not measured, so it has no heat map. Make it with DriftReport.Measure.");
        }

        using Raster map = new(Size.Width, Size.Height, SkiaSharp.SKColorSpace.CreateSrgb(), isOpaque: true);
        HeatMap.Paint(_differences, map.Pixels);
        return new GeneratedImage(PictureEncoder.EncodePng(map));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{ChangedShare:P2} of {ProtectedPixels:N0} protected pixels changed by more than {Threshold} levels; mean {MeanDifference:F2}, "
            + $"PSNR {Psnr:F1} dB, SSIM {Ssim:F4}");
}
