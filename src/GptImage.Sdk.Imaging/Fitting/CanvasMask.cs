using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Lays masks on canvases.</summary>
internal static class CanvasMask
{
    /// <summary>Makes the mask of a canvas from that of the picture on it. What lies beside the picture is kept.</summary>
    public static MaskPlane Create(MaskPlane mask, CanvasFit fit)
    {
        using MaskPlane? scaled = fit.IsScaled ? Scaled(mask, fit.ContentSize) : null;
        MaskPlane content = scaled ?? mask;
        MaskPlane canvas = new(fit.CanvasSize.Width, fit.CanvasSize.Height);
        for (int y = 0; y < content.Height; y++)
        {
            content.Row(y).CopyTo(canvas.Row(fit.Top + y)[fit.Left..]);
        }

        return canvas;
    }

    /// <summary>Scales a mask. Where any pixel may change wholly, each pixel that it falls into may, so that the smallest region
    /// stays.</summary>
    private static MaskPlane Scaled(MaskPlane mask, ImageSize size)
    {
        MaskPlane scaled = new(size.Width, size.Height);
        using SKPixmap from = mask.Bitmap.PeekPixels();
        using SKPixmap to = scaled.Bitmap.PeekPixels();
        _ = from.ScalePixels(to, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        for (int y = 0; y < mask.Height; y++)
        {
            (int top, int bottom) = Covered(y, y + 1, size.Height, mask.Height);
            ReadOnlySpan<byte> row = mask.Row(y);
            for (int left = row.IndexOf(MaskPlane.Edit); left >= 0 && left < row.Length;)
            {
                int length = row[left..].IndexOfAnyExcept(MaskPlane.Edit);
                int right = length < 0 ? row.Length : left + length;
                (int first, int end) = Covered(left, right, size.Width, mask.Width);
                for (int line = top; line < bottom; line++)
                {
                    scaled.Row(line)[first..end].Fill(MaskPlane.Edit);
                }

                int next = row[right..].IndexOf(MaskPlane.Edit);
                left = next < 0 ? row.Length : right + next;
            }
        }

        return scaled;
    }

    /// <summary>Gets which pixels of the scaled mask some of the mask fall into.</summary>
    private static (int First, int End) Covered(int first, int end, int scaled, int own) =>
        ((int)((long)first * scaled / own), (int)((((long)end * scaled) + own - 1) / own));
}
