namespace GptImage.Sdk;

/// <summary>The sizes a model takes: either a few fixed ones, or all within limits.</summary>
/// <remarks>Source: API reference, <em>Create image</em>, <c>size</c>, read 2026-11-23.</remarks>
internal sealed record SizeRule
{
    private const int AspectTolerancePerMille = 10;
    private const double RatioTolerance = 0.001;

    /// <summary>Gets the rule of gpt-image-2 and later: all sizes within the limits below.</summary>
    public static SizeRule Free { get; } = new();

    /// <summary>Gets the only sizes, or an empty list when all within the limits below are taken.</summary>
    public IReadOnlyList<ImageSize> Fixed { get; init; } = [];

    /// <summary>Gets what width and height are multiples of, in pixels: 16.</summary>
    public int Multiple { get; init; } = 16;

    /// <summary>Gets the longest edge in pixels: 3840.</summary>
    public int MaxEdge { get; init; } = 3840;

    /// <summary>Gets how many times the short edge the long edge may be: 3.</summary>
    public int MaxRatio { get; init; } = 3;

    /// <summary>Gets the smallest area in pixels: 655,360.</summary>
    public long MinPixels { get; init; } = 655_360;

    /// <summary>Gets the largest area in pixels: 8,294,400.</summary>
    public long MaxPixels { get; init; } = 8_294_400;

    /// <summary>Gets the area in pixels above which the service calls a size experimental: 3,686,400 (2560x1440).</summary>
    public long ExperimentalAbovePixels { get; init; } = 3_686_400;

    /// <summary>Tells whether the rule takes a size. <see cref="ImageSize.Auto"/> is always taken.</summary>
    /// <param name="size">The size.</param>
    /// <returns>Whether the size is legal.</returns>
    public bool Allows(ImageSize size) => size.IsAuto || (Fixed.Count > 0 ? Fixed.Contains(size) : IsWithinLimits(size));

    /// <summary>Gets the legal size closest to another.</summary>
    /// <param name="size">The wanted size.</param>
    /// <returns>The size itself where it is legal. Else the sides rounded to what they must be multiples of, where that is legal: 1000x700
    /// gives 1008x704. Else the size nearest in ratio, to a thousandth, and of those the nearest in area: 8000x8000 gives
    /// 2880x2880.</returns>
    public ImageSize Nearest(ImageSize size)
    {
        if (Allows(size))
        {
            return size;
        }

        if (Fixed.Count == 0 && RoundedSides(size) is { IsAuto: false } rounded)
        {
            return rounded;
        }

        List<ImageSize> candidates = [.. Candidates()];
        double tolerance = Math.Max(candidates.Min(candidate => RatioError(candidate, size)) + 1e-9, RatioTolerance);
        return candidates.Where(candidate => RatioError(candidate, size) <= tolerance)
            .OrderBy(candidate => Math.Abs(PixelsOf(candidate) - PixelsOf(size)))
            .ThenByDescending(PixelsOf)
            .First();
    }

    internal ImageSize WithAspectRatio(int width, int height, Resolution resolution)
    {
        int edge = resolution switch
        {
            Resolution.OneK => 1024,
            Resolution.TwoK => 2048,
            Resolution.FourK => MaxEdge,
            _ => throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "Choose OneK, TwoK or FourK."),
        };
        int longPart = Math.Max(width, height);
        int shortPart = Math.Min(width, height);
        if (longPart > (long)MaxRatio * shortPart)
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), $"The ratio {width}:{height} is beyond {MaxRatio}:1; the service takes 1:{MaxRatio} to {MaxRatio}:1.");
        }

        ImageSize lying = LyingWithAspectRatio(longPart, shortPart, edge);
        return width >= height ? lying : new ImageSize(lying.Height, lying.Width);
    }

    private ImageSize LyingWithAspectRatio(int longPart, int shortPart, int edge)
    {
        double Error(ImageSize size) => Math.Abs(((double)size.Width * shortPart / ((double)size.Height * longPart)) - 1);

        List<ImageSize> all = [.. Candidates().Where(size => size.Width >= size.Height)];
        double tolerance = Math.Max(all.Min(Error), AspectTolerancePerMille / 1000.0);
        List<ImageSize> close = [.. all.Where(size => Error(size) <= tolerance)];
        ImageSize within = close.Where(size => size.Width <= edge)
            .OrderByDescending(size => size.Width).ThenBy(Error).FirstOrDefault();
        if (!within.IsAuto)
        {
            return within;
        }

        // Nothing that small is legal. The exact ratio is worth a somewhat longer edge (16:9 is 1280x720, not 1088x608).
        ImageSize exact = close.Where(size => (long)size.Width * shortPart == (long)size.Height * longPart && size.Width <= edge * 3 / 2)
            .OrderBy(size => size.Width).FirstOrDefault();
        return exact.IsAuto ? close.OrderBy(size => size.Width).ThenBy(Error).First() : exact;
    }

    private bool IsWithinLimits(ImageSize size) =>
        size.Width % Multiple == 0
        && size.Height % Multiple == 0
        && Math.Max(size.Width, size.Height) <= MaxEdge
        && Math.Max(size.Width, size.Height) <= (long)MaxRatio * Math.Min(size.Width, size.Height)
        && PixelsOf(size) >= MinPixels
        && PixelsOf(size) <= MaxPixels;

    private static long PixelsOf(ImageSize size) => (long)size.Width * size.Height;

    private IEnumerable<ImageSize> Candidates()
    {
        if (Fixed.Count > 0)
        {
            foreach (ImageSize size in Fixed)
            {
                yield return size;
            }

            yield break;
        }

        for (int width = Multiple; width <= MaxEdge; width += Multiple)
        {
            for (int height = Multiple; height <= MaxEdge; height += Multiple)
            {
                ImageSize size = new(width, height);
                if (IsWithinLimits(size))
                {
                    yield return size;
                }
            }
        }
    }

    /// <summary>Rounds both sides to the nearest multiple, the larger of two that are equally close; auto where no such size is
    /// legal.</summary>
    private ImageSize RoundedSides(ImageSize size)
    {
        ImageSize[] rounded =
        [
            .. Multiples(size.Width).SelectMany(width => Multiples(size.Height).Select(height => new ImageSize(width, height)))
                .Where(IsWithinLimits),
        ];
        return rounded.Length == 0
            ? ImageSize.Auto
            : rounded.OrderBy(candidate => SquaredDistance(candidate, size)).ThenByDescending(PixelsOf).First();
    }

    /// <summary>Gets the nearest multiple, or both where a side lies in the middle.</summary>
    private IEnumerable<int> Multiples(int side)
    {
        long below = (long)side / Multiple * Multiple;
        foreach (long multiple in (long[])[below, below + Multiple])
        {
            if (multiple is > 0 and <= int.MaxValue && 2 * Math.Abs(multiple - side) <= Multiple)
            {
                yield return (int)multiple;
            }
        }
    }

    /// <summary>Gets by how much the ratio of one size is off that of another, alike in both directions: 0 for none.</summary>
    private static double RatioError(ImageSize candidate, ImageSize size) =>
        Math.Abs(Math.Log((double)candidate.Width * size.Height / ((double)candidate.Height * size.Width)));

    private static double SquaredDistance(ImageSize a, ImageSize b)
    {
        double width = (double)a.Width - b.Width;
        double height = (double)a.Height - b.Height;
        return (width * width) + (height * height);
    }
}
