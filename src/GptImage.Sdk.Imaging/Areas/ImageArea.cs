using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>A rectangle within a picture, in pixels or in fractions of its size.</summary>
public readonly record struct ImageArea
{
    private ImageArea(double x, double y, double width, double height, ImageUnit unit)
    {
        ThrowIfNoNumber(x, nameof(x));
        ThrowIfNoNumber(y, nameof(y));
        ThrowIfNot(width, nameof(width));
        ThrowIfNot(height, nameof(height));
        X = x;
        Y = y;
        Width = width;
        Height = height;
        Unit = unit;

        static void ThrowIfNoNumber(double edge, string name)
        {
            if (!double.IsFinite(edge))
            {
                throw new ArgumentOutOfRangeException(name, edge, "The edge of a rectangle must be a number.");
            }
        }

        static void ThrowIfNot(double side, string name)
        {
            if (!(side > 0) || double.IsInfinity(side))
            {
                throw new ArgumentOutOfRangeException(name, side, "The rectangle has no area: width and height must be above 0.");
            }
        }
    }

    /// <summary>Gets the whole picture.</summary>
    public static ImageArea Whole { get; } = Fractions(0, 0, 1, 1);

    /// <summary>Gets the left edge.</summary>
    public double X { get; }

    /// <summary>Gets the top edge.</summary>
    public double Y { get; }

    /// <summary>Gets the width, above 0.</summary>
    public double Width { get; }

    /// <summary>Gets the height, above 0.</summary>
    public double Height { get; }

    /// <summary>Gets what it is counted in.</summary>
    public ImageUnit Unit { get; }

    /// <summary>Names a rectangle in pixels.</summary>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The top edge.</param>
    /// <param name="width">The width, above 0.</param>
    /// <param name="height">The height, above 0.</param>
    /// <returns>The rectangle.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It has no area, or an edge is not a number.</exception>
    public static ImageArea Pixels(double x, double y, double width, double height) => new(x, y, width, height, ImageUnit.Pixels);

    /// <summary>Names a rectangle in fractions of the picture: <c>Fractions(0.5, 0, 0.5, 1)</c> is its right half.</summary>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The top edge.</param>
    /// <param name="width">The width, above 0.</param>
    /// <param name="height">The height, above 0.</param>
    /// <returns>The rectangle.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It has no area, or an edge is not a number.</exception>
    public static ImageArea Fractions(double x, double y, double width, double height) => new(x, y, width, height, ImageUnit.Fractions);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height} at {X},{Y} ({Unit})");

    internal SKRect In(ImageSize picture)
    {
        (double width, double height) = Unit == ImageUnit.Pixels ? (1, 1) : ((double)picture.Width, picture.Height);
        return SKRect.Create((float)(X * width), (float)(Y * height), (float)(Width * width), (float)(Height * height));
    }
}
