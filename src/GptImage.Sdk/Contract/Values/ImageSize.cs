using System.Globalization;

namespace GptImage.Sdk;

/// <summary>The size of a picture in pixels, or <see cref="Auto"/>.</summary>
public readonly record struct ImageSize
{
    /// <summary>Names a size in pixels.</summary>
    /// <param name="width">The width in pixels, 1 or more.</param>
    /// <param name="height">The height in pixels, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <remarks>Any positive size can be named; what a model takes is checked with the request.</remarks>
    public ImageSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        Width = width;
        Height = height;
    }

    /// <summary>Gets the size that leaves the choice to the service.</summary>
    public static ImageSize Auto => default;

    /// <summary>Gets 1024x1024.</summary>
    public static ImageSize Square { get; } = new(1024, 1024);

    /// <summary>Gets 1536x1024.</summary>
    public static ImageSize Landscape { get; } = new(1536, 1024);

    /// <summary>Gets 1024x1536.</summary>
    public static ImageSize Portrait { get; } = new(1024, 1536);

    /// <summary>Gets 2048x2048. Not for gpt-image-1.5 and older.</summary>
    public static ImageSize Square2K { get; } = new(2048, 2048);

    /// <summary>Gets 2048x1152, 16:9. Not for gpt-image-1.5 and older.</summary>
    public static ImageSize Landscape2K { get; } = new(2048, 1152);

    /// <summary>Gets 1152x2048, 9:16. Not for gpt-image-1.5 and older.</summary>
    public static ImageSize Portrait2K { get; } = new(1152, 2048);

    /// <summary>Gets 3840x2160, 16:9: the largest landscape picture. Not for gpt-image-1.5 and older.</summary>
    public static ImageSize Landscape4K { get; } = new(3840, 2160);

    /// <summary>Gets 2160x3840, 9:16: the largest portrait picture. Not for gpt-image-1.5 and older.</summary>
    public static ImageSize Portrait4K { get; } = new(2160, 3840);

    /// <summary>Gets the width in pixels; 0 for <see cref="Auto"/>.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels; 0 for <see cref="Auto"/>.</summary>
    public int Height { get; }

    /// <summary>Gets whether the service chooses the size.</summary>
    public bool IsAuto => Width == 0;

    internal long Pixels => (long)Width * Height;

    internal int LongEdge => Math.Max(Width, Height);

    /// <summary>Gets a legal size of an aspect ratio for the models with free sizes (gpt-image-2 and later).</summary>
    /// <param name="width">The width part of the ratio, for example 16.</param>
    /// <param name="height">The height part of the ratio, for example 9.</param>
    /// <param name="resolution">The maximum length of the long edge. When the service makes no picture of this ratio that small, the size
    /// is a legal one above: 16:9 gives 1280x720 for <see cref="Resolution.OneK"/>.</param>
    /// <returns>A size whose ratio is off by at most 1 percent, where multiples of 16 pixels allow.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A part is below 1, the ratio is beyond 3:1, or the resolution is unknown.</exception>
    /// <remarks>16:9 gives 1280x720, 2048x1152 and 3840x2160; 1:1 gives 1024x1024, 2048x2048 and 2880x2880.</remarks>
    public static ImageSize FromAspectRatio(int width, int height, Resolution resolution = Resolution.OneK)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return SizeRule.Free.WithAspectRatio(width, height, resolution);
    }

    /// <summary>Reads a size as <see cref="ToString"/> writes it.</summary>
    /// <param name="text"><c>auto</c>, or a width and a height such as <c>1536x1024</c>: decimal digits, a small x, no spaces.</param>
    /// <returns>The size.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is something else.</exception>
    public static ImageSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out ImageSize size)
            ? size
            : throw new FormatException($"'{text}' is not a size. Write 'auto', or a width and a height in pixels such as '1536x1024'.");
    }

    /// <summary>Reads a size as <see cref="ToString"/> writes it.</summary>
    /// <param name="text"><c>auto</c>, or a width and a height such as <c>1536x1024</c>.</param>
    /// <param name="size">The size, or <see cref="Auto"/> when the text is none.</param>
    /// <returns>Whether the text is a size.</returns>
    public static bool TryParse(string? text, out ImageSize size)
    {
        size = Auto;
        if (text is null or "auto")
        {
            return text is not null;
        }

        int x = text.IndexOf('x', StringComparison.Ordinal);
        if (x < 0
            || !TryParseSide(text.AsSpan(0, x), out int width)
            || !TryParseSide(text.AsSpan(x + 1), out int height)
            || width < 1
            || height < 1)
        {
            return false;
        }

        size = new ImageSize(width, height);
        return true;
    }

    /// <summary>Reads digits and nothing else: the parser of .NET takes trailing NULs for nothing.</summary>
    private static bool TryParseSide(ReadOnlySpan<char> text, out int side)
    {
        side = 0;
        return !text.ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side);
    }

    /// <inheritdoc/>
    public override string ToString() => IsAuto ? "auto" : string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
