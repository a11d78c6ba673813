using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Lays pictures on canvases and takes them off again, pixel for pixel.</summary>
internal static class CanvasPainter
{
    private const float BlurShareOfShortEdge = 0.02f;

    /// <summary>Lays a picture of the content's size on a new canvas and fills what is left over.</summary>
    public static Raster Paint(Raster content, CanvasFit fit)
    {
        Raster canvas = new(fit.CanvasSize.Width, fit.CanvasSize.Height, content.Colors, content.IsOpaque);
        bool mirrors = fit.Padding != CanvasPadding.Edge;
        int[] columns = [.. Enumerable.Range(0, canvas.Width).Select(x => SourceIndex(x - fit.Left, content.Width, mirrors))];
        int right = fit.Left + content.Width;
        for (int y = 0; y < canvas.Height; y++)
        {
            ReadOnlySpan<uint> source = content.Row(SourceIndex(y - fit.Top, content.Height, mirrors));
            Span<uint> target = canvas.Row(y);
            Gather(source, columns.AsSpan(0, fit.Left), target);
            source.CopyTo(target[fit.Left..]);
            Gather(source, columns.AsSpan(right), target[right..]);
        }

        return fit.Padding == CanvasPadding.Blur ? BlurredAround(canvas, content, fit) : canvas;
    }

    /// <summary>Copies a picture to a place on a canvas.</summary>
    public static void CopyContent(Raster content, Raster canvas, int left, int top)
    {
        for (int y = 0; y < content.Height; y++)
        {
            content.Row(y).CopyTo(canvas.Row(top + y)[left..]);
        }
    }

    /// <summary>Copies the picture from its place on the canvas.</summary>
    public static Raster TakeContent(Raster canvas, CanvasFit fit)
    {
        Raster content = new(fit.ContentSize.Width, fit.ContentSize.Height, canvas.Colors, canvas.IsOpaque);
        for (int y = 0; y < content.Height; y++)
        {
            canvas.Row(fit.Top + y).Slice(fit.Left, content.Width).CopyTo(content.Row(y));
        }

        return content;
    }

    private static void Gather(ReadOnlySpan<uint> source, ReadOnlySpan<int> columns, Span<uint> target)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            target[i] = source[columns[i]];
        }
    }

    /// <summary>Gets the pixel of the picture that stands at a place before, in or behind it.</summary>
    private static int SourceIndex(int index, int length, bool mirrors)
    {
        if (!mirrors)
        {
            return Math.Clamp(index, 0, length - 1);
        }

        int period = 2 * length;
        int phase = ((index % period) + period) % period;
        return phase < length ? phase : period - 1 - phase;
    }

    private static Raster BlurredAround(Raster canvas, Raster content, CanvasFit fit)
    {
        using (canvas)
        {
            using SKBitmap sharp = canvas.ToDrawable();
            SKBitmap blurred = Raster.Allocate(sharp.Info);
            float sigma = Math.Max(1, Math.Min(canvas.Width, canvas.Height) * BlurShareOfShortEdge);
            SKRect whole = new(0, 0, canvas.Width, canvas.Height);
            using (SKCanvas target = new(blurred))
            using (SKImageFilter filter = SKImageFilter.CreateBlur(sigma, sigma, SKShaderTileMode.Clamp, null, whole))
            using (SKPaint paint = new() { ImageFilter = filter, BlendMode = SKBlendMode.Src })
            {
                target.DrawBitmap(sharp, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), paint);
            }

            Raster result = Raster.FromDrawable(blurred);
            CopyContent(content, result, fit.Left, fit.Top);
            return result;
        }
    }
}
