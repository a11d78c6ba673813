namespace GptImage.Sdk;

/// <summary>Estimates what a request will cost.</summary>
internal static class CostEstimator
{
    private const int CharactersPerToken = 4;
    private const int PixelsPerTokenSide = 32;
    private const int LongestCountedEdge = 2048;
    private const int HighFidelitySquareTokens = 4160;
    private const int HighFidelityTokens = 6240;

    public static CostRange? Estimate(ComposedRequest composed)
    {
        if (composed.Facts is not { Prices: { } prices, OutputTokens: { } tokens } facts
            || OutputTokens(composed.Request, facts, tokens) is not (int fewest, int most))
        {
            return null;
        }

        int count = Math.Clamp(composed.Request.Count, 1, facts.MaxCount);
        int partials = composed.Delivery.PartialImages is { } partialImages
            ? Math.Clamp(partialImages, 0, 3) * OutputTokenRule.TokensPerPartialImage
            : 0;
        int text = count * (((composed.Prompt.Length - 1) / CharactersPerToken) + 1);
        int images =
            count * (composed.Inputs.Sum(ImageTokens) + ImageTokens(composed.Mask) + ImageTokens(composed.Markup)
            + FidelityTokens(composed, facts));
        decimal input = ((text * prices.TextInput) + (images * prices.ImageInput)) / ImageUsage.TokensPerPrice;
        return new CostRange
        {
            Minimum = input + (fewest * count * prices.ImageOutput / ImageUsage.TokensPerPrice),
            Maximum = input + (((most * count) + partials) * prices.ImageOutput / ImageUsage.TokensPerPrice),
            MinimumOutputTokens = fewest * count,
            MaximumOutputTokens = (most * count) + partials,
            EstimatedTextTokens = text,
            EstimatedImageTokens = images,
            IsProvisional = tokens.IsProvisional,
            PricesReadOn = prices.ReadOn,
        };
    }

    /// <summary>Counts one picture: exactly where size and quality are given, else from the cheapest to the dearest that may
    /// come.</summary>
    private static (int Fewest, int Most)? OutputTokens(ImageRequest request, ModelFacts facts, OutputTokenRule tokens)
    {
        IReadOnlyList<ImageQuality> qualities = request.Quality is { } quality
            && quality != ImageQuality.Auto ? [quality] : tokens.Qualities;
        IReadOnlyList<ImageSize> sizes = !request.Size.IsAuto ? DrawnSizes(request, facts) : facts.Sizes.Fixed.Count > 0
            ? facts.Sizes.Fixed : FreeExtremes;
        (int Fewest, int Most)? range = null;
        foreach (ImageQuality drawn in qualities)
        {
            foreach (ImageSize size in sizes)
            {
                if (tokens.Count(drawn, size) is { } count)
                {
                    range = range is (int fewest, int most) ? (Math.Min(fewest, count), Math.Max(most, count)) : (count, count);
                }
            }
        }

        return range;
    }

    /// <summary>The legal sizes with the fewest tokens, which differ by quality because of rounding, and the one with the most.</summary>
    private static ImageSize[] FreeExtremes { get; } = [new(1376, 480), new(1408, 480), new(1424, 480), new(1440, 480), new(2880, 2880)];

    /// <summary>What is drawn for a given size: the picture, or all frames of a GIF on one sheet. Nothing when the service would not draw
    /// it.</summary>
    private static IReadOnlyList<ImageSize> DrawnSizes(ImageRequest request, ModelFacts facts) =>
        (request.OutputFormat == OutputFormat.Gif ? AnimationChecks.SheetOf(request) : request.Size) is { } size
            && facts.Sizes.Allows(size) ? [size] : [];

    /// <summary>Counts what high fidelity adds to each input image, where it can be chosen.</summary>
    private static int FidelityTokens(ComposedRequest composed, ModelFacts facts) =>
        composed.InputFidelity is { } fidelity && fidelity == InputFidelity.High && facts.InputFidelities.Contains(fidelity)
            ? composed.Inputs.Sum(input => input.Header is { Size: { IsAuto: false } size }
                && size.Width == size.Height ? HighFidelitySquareTokens : HighFidelityTokens)
            : 0;

    private static int ImageTokens(ComposedInput? input)
    {
        if (input is null)
        {
            return 0;
        }

        ImageSize size = input.Header is { Size: { IsAuto: false } known } ? known : ImageSize.Square;
        double scale = Math.Min(1, (double)LongestCountedEdge / size.LongEdge);
        return (int)(Math.Ceiling(size.Width * scale / PixelsPerTokenSide) * Math.Ceiling(size.Height * scale / PixelsPerTokenSide));
    }
}
