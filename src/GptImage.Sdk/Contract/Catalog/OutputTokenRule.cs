namespace GptImage.Sdk;

/// <summary>How many output tokens a picture of a quality and size has.</summary>
/// <remarks>Source: pricing calculator and recorded usage, read 2026-11-27.</remarks>
internal sealed record OutputTokenRule
{
    /// <summary>The output tokens that each streamed partial image adds: 100.</summary>
    public const int TokensPerPartialImage = 100;

    private const int CeilingMarginPercent = 5;

    /// <summary>Gets the base of each quality for the formula of models with free sizes. Empty for models with fixed sizes.</summary>
    public IReadOnlyDictionary<ImageQuality, int> Bases { get; init; } = new Dictionary<ImageQuality, int>();

    /// <summary>Gets the highest base that was measured of each quality, for models whose counts are not published. Empty where
    /// <see cref="Bases"/> are exact.</summary>
    public IReadOnlyDictionary<ImageQuality, int> CeilingBases { get; init; } = new Dictionary<ImageQuality, int>();

    /// <summary>Gets the counts of models with fixed sizes.</summary>
    public IReadOnlyDictionary<(ImageQuality Quality, ImageSize Size),
        int> Fixed
    { get; init; } = new Dictionary<(ImageQuality, ImageSize), int>();

    /// <summary>Gets whether the counts are not published for this model and taken from its predecessor.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Gets the qualities that can be counted, the cheapest first.</summary>
    internal IReadOnlyList<ImageQuality> Qualities => Bases.Count > 0
        ? [.. Bases.OrderBy(pair => pair.Value).Select(pair => pair.Key)]
        : [.. Fixed.OrderBy(pair => pair.Value).Select(pair => pair.Key.Quality).Distinct()];

    /// <summary>Counts the output tokens of one picture.</summary>
    /// <param name="quality">The quality; not <c>auto</c>.</param>
    /// <param name="size">The size; not <c>auto</c>.</param>
    /// <returns>The tokens, or <see langword="null"/> when the rule does not know the quality or size.</returns>
    public int? Count(ImageQuality quality, ImageSize size)
    {
        if (size.IsAuto)
        {
            return null;
        }

        if (Fixed.TryGetValue((quality, size), out int tokens))
        {
            return tokens;
        }

        return Bases.TryGetValue(quality, out int basis) ? ByFormula(basis, size) : null;
    }

    /// <summary>Counts the most output tokens that one picture may have.</summary>
    /// <param name="quality">The quality; not <c>auto</c>.</param>
    /// <param name="size">The size; not <c>auto</c>.</param>
    /// <returns>What <see cref="Count"/> gives where that is exact; else the count by <see cref="CeilingBases"/> and 5 percent, for the
    /// measured counts do not follow the formula to the token. <see langword="null"/> when the rule does not know the quality or
    /// size.</returns>
    public int? CountMost(ImageQuality quality, ImageSize size) => size.IsAuto || !CeilingBases.TryGetValue(quality, out int ceiling)
        ? Count(quality, size)
        : (int)(((ByFormula(ceiling, size) * (100L + CeilingMarginPercent)) + 99) / 100);

    private static int ByFormula(int basis, ImageSize size)
    {
        double ratio = (double)Math.Max(size.Width, size.Height) / Math.Min(size.Width, size.Height);
        double units = Math.Round(basis / ratio, MidpointRounding.ToEven);
        return (int)Math.Ceiling(basis * units * (2_000_000 + ((long)size.Width * size.Height)) / 4_000_000);
    }
}
