using System.Drawing;

namespace GptImage.Sdk.Testing;

/// <summary>Where the fake service draws what a test may look for.</summary>
public static class FakeDrawingLayout
{
    private const int MaxColumns = 8;
    private const int SmallestSide = 24;

    /// <summary>Finds where an input image is shown in an edit's picture.</summary>
    /// <remarks>
    /// The slots stand along the top from left to right, eight to a row. The input fills its slot as far as its proportions allow and is
    /// centred on a dark ground, so the pixel in the middle of the slot is the pixel in the middle of the input.
    /// Its number, from 1, stands below the slot. With a mask, slots show only where the mask lets them.
    /// </remarks>
    /// <param name="index">Which input, from 0.</param>
    /// <param name="count">How many inputs there are, from 1.</param>
    /// <param name="width">The width of the picture in pixels.</param>
    /// <param name="height">The height of the picture in pixels.</param>
    /// <returns>The slot, without its number.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not below <paramref name="count"/>, or a number is not
    /// positive.</exception>
    public static Rectangle ReferenceSlot(int index, int count, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        int columns = Math.Min(count, MaxColumns);
        int rows = (count + MaxColumns - 1) / MaxColumns;
        int margin = Math.Max(2, Math.Min(width, height) / 48);
        int label = LabelHeight(width, height);
        int broad = (width - (margin * (columns + 1))) / columns;
        int high = Math.Min((height / 3 / rows) - margin - label, Math.Max(SmallestSide, Math.Min(width, height) / 7));
        int side = Math.Max(1, Math.Min(broad, high));
        int left = margin + (margin / 2);
        return new Rectangle(left + (index % columns * (side + margin)), margin + (index / columns * (side + margin + label)), side, side);
    }

    /// <summary>Gets how much room below a slot its number takes.</summary>
    internal static int LabelHeight(int width, int height) => Math.Max(8, Math.Min(width, height) / 24);
}
