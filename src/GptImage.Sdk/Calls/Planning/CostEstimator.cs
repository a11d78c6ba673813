using System.Text;

namespace GptImage.Sdk;

/// <summary>Estimates what a request will cost: from the least that is published to the most that is published or was measured.</summary>
internal static class CostEstimator
{
    private const int CharactersPerToken = 4;
    private const int MaxPartialImages = 3;

    /// <summary>More tokens of text than any model takes; a longer prompt is refused anyway.</summary>
    private const int MostTextTokens = 10_000_000;

    /// <summary>The legal sizes with the fewest tokens, which differ by quality because of rounding, and the one with the most.</summary>
    private static ImageSize[] FreeExtremes { get; } = [new(1376, 480), new(1408, 480), new(1424, 480), new(1440, 480), new(2880, 2880)];

    public static CostRange? Estimate(ComposedRequest composed)
    {
        if (composed.Facts is not { Prices: { } prices, OutputTokens: { } tokens } facts
            || OutputTokens(composed.Request, facts, tokens) is not (int fewest, int most))
        {
            return null;
        }

        int count = Math.Clamp(composed.Request.Count, 1, facts.MaxCount);
        int partials = composed.Delivery.PartialImages is { } partialImages
            ? Math.Clamp(partialImages, 0, MaxPartialImages) * OutputTokenRule.TokensPerPartialImage
            : 0;
        (int leastText, int mostText) = TextTokens(composed.Prompt);
        (int leastImages, int mostImages) = InputTokens.Count(composed, facts);
        (int Text, int Images, int Output) least = (leastText * count, leastImages * count, fewest * count);
        (int Text, int Images, int Output) highest = (mostText * count, mostImages * count, (most * count) + partials);
        return new CostRange
        {
            Minimum = Price(prices, least),
            Maximum = Price(prices, highest),
            MinimumOutputTokens = least.Output,
            MaximumOutputTokens = highest.Output,
            EstimatedTextTokens = least.Text,
            MaximumTextTokens = highest.Text,
            EstimatedImageTokens = least.Images,
            MaximumImageTokens = highest.Images,
            IsProvisional = tokens.IsProvisional,
            PricesReadOn = prices.ReadOn,
        };
    }

    private static decimal Price(ModelPrices prices, (int Text, int Images, int Output) tokens) =>
        ((tokens.Text * prices.TextInput) + (tokens.Images * prices.ImageInput) + (tokens.Output * prices.ImageOutput))
        / ImageUsage.TokensPerPrice;

    /// <summary>Counts a prompt: a quarter of its characters is usual, one token for each byte of UTF-8 the most there can be.</summary>
    private static (int Least, int Most) TextTokens(string prompt)
    {
        int characters = 0;
        foreach (Rune _ in prompt.EnumerateRunes())
        {
            characters++;
        }

        int least = Math.Max(1, (characters + CharactersPerToken - 1) / CharactersPerToken);
        int most = Math.Max(1, System.Text.Encoding.UTF8.GetByteCount(prompt));
        return (Math.Min(least, MostTextTokens), Math.Min(most, MostTextTokens));
    }

    /// <summary>Counts one picture, from the cheapest to the most expensive that may come.</summary>
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
                if (tokens.Count(drawn, size) is { } count && tokens.CountMost(drawn, size) is { } most)
                {
                    range = range is (int least, int highest) ? (Math.Min(least, count), Math.Max(highest, most)) : (count, most);
                }
            }
        }

        return range;
    }

    /// <summary>What may be drawn for a given size: the picture, or all frames of a GIF on one sheet. Nothing when the service would not
    /// draw it.</summary>
    private static IReadOnlyList<ImageSize> DrawnSizes(ImageRequest request, ModelFacts facts) =>
        request.OutputFormat == OutputFormat.Gif
            ? [.. GifSheets.FindFor(request.Size, request.Animation?.FrameCount).Where(facts.Sizes.Allows)]
            : facts.Sizes.Allows(request.Size) ? [request.Size] : [];
}
