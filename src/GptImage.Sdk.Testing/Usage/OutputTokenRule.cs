namespace GptImage.Sdk.Testing;

/// <summary>What one drawn picture costs in tokens.</summary>
internal static class OutputTokenRule
{
    public static long Tokens(ModelRule model, string quality, int width, int height) =>
        model.HasFlexibleSizes ? Flexible(model.TokenBases[quality], width, height) : Fixed(quality, width, height);

    /// <summary>The calculator's formula; an exact half goes to the even neighbour.</summary>
    private static long Flexible(int tokenBase, int width, int height)
    {
        double shortSide = tokenBase / ((double)Math.Max(width, height) / Math.Min(width, height));
        long units = (long)Math.Round(shortSide, MidpointRounding.ToEven);
        long scaled = tokenBase * units * (2_000_000L + ((long)width * height));
        return (scaled + 3_999_999) / 4_000_000;
    }

    private static long Fixed(string quality, int width, int height) => (quality, width.CompareTo(height)) switch
    {
        ("low", 0) => 272,
        ("low", < 0) => 408,
        ("low", _) => 400,
        ("medium", 0) => 1056,
        ("medium", < 0) => 1584,
        ("medium", _) => 1568,
        (_, 0) => 4160,
        (_, < 0) => 6240,
        _ => 6208,
    };
}
