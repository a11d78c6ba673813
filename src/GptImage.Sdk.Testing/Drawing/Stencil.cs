using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Says which pixels of the first input an edit repaints: those that a mask lets through, or those that a markup covers.</summary>
internal sealed class Stencil(SKBitmap bitmap, bool isMarkup)
{
    public int Width => bitmap.Width;

    public int Height => bitmap.Height;

    public SKBitmap Bitmap => bitmap;

    public bool IsMarkup => isMarkup;

    public static Stencil? FromInputs(InputPictures inputs) => inputs switch
    {
        { Mask: { } mask } => new Stencil(mask, isMarkup: false),
        { Markup: { } markup } => new Stencil(markup, isMarkup: true),
        _ => null,
    };

    /// <summary>Tells whether a pixel, RGBA in the order of memory, is repainted.</summary>
    public bool Repaints(uint pixel) => isMarkup == (pixel >> 24 != 0);

    /// <summary>Finds the rectangle around what is repainted.</summary>
    public SKRectI Bounds()
    {
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        SKRectI bounds = SKRectI.Empty;
        for (int y = 0; y < bitmap.Height; y++)
        {
            ReadOnlySpan<uint> row = pixels.Slice(y * bitmap.Width, bitmap.Width);
            int left = 0;
            int right = row.Length;
            while (left < right && !Repaints(row[left]))
            {
                left++;
            }

            while (right > left && !Repaints(row[right - 1]))
            {
                right--;
            }

            if (left < right)
            {
                bounds = SKRectI.Union(bounds.IsEmpty ? new SKRectI(left, y, right, y + 1) : bounds, new SKRectI(left, y, right, y + 1));
            }
        }

        return bounds;
    }
}
