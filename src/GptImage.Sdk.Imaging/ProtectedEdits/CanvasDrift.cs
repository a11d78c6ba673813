using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Measures the drift of a picture that was scaled to be sent.</summary>
/// <remarks>On the way back the scale mixes each pixel with its neighbours, so that what was edited reaches over the edge of the mask. It
/// is taken out on the canvas, before the picture is scaled, and the original is sent the same way.</remarks>
internal static class CanvasDrift
{
    /// <summary>Measures.</summary>
    /// <param name="original">The original, in its own colours.</param>
    /// <param name="returned">The service's picture, of the canvas's size. Its edited pixels are replaced.</param>
    /// <param name="mask">The mask of the original.</param>
    /// <param name="fit">How the original lay on the canvas.</param>
    /// <param name="options">How.</param>
    public static DriftReport Measure(Raster original, Raster returned, MaskPlane mask, CanvasFit fit, DriftOptions options)
    {
        using Raster sent = CreateSent(original, fit, returned);
        using (MaskPlane free = CanvasMask.Create(mask, fit))
        {
            PutBack(sent, returned, free);
        }

        using Raster before = Restored(sent, original, fit);
        using Raster after = Restored(returned, original, fit);
        return DriftMeter.Measure(before, after, mask, options);
    }

    private static Raster CreateSent(Raster original, CanvasFit fit, Raster returned)
    {
        using Raster converted = original.Convert(SKColorSpace.CreateSrgb(), original.IsOpaque);
        Raster canvas = fit.Apply(converted);
        if (canvas.HasColorsOf(returned))
        {
            return canvas;
        }

        using (canvas)
        {
            return canvas.Convert(returned.Colors, canvas.IsOpaque);
        }
    }

    private static void PutBack(Raster sent, Raster returned, MaskPlane free)
    {
        ReadOnlySpan<uint> old = sent.Pixels;
        Span<uint> now = returned.Pixels;
        ReadOnlySpan<byte> weights = free.Weights;
        for (int i = 0; i < weights.Length; i++)
        {
            now[i] = weights[i] == 0 ? now[i] : old[i];
        }
    }

    private static Raster Restored(Raster canvas, Raster original, CanvasFit fit)
    {
        using Raster picture = fit.Restore(canvas);
        return picture.Convert(original.Colors, original.IsOpaque && picture.IsOpaque);
    }
}
