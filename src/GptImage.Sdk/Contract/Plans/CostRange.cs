namespace GptImage.Sdk;

/// <summary>What a request will cost, in US dollars: an estimate from the price table, not a bill.</summary>
/// <remarks>Output tokens follow the service's calculator. Input tokens are estimates: a quarter of the characters, and about one token for
/// 32x32 pixels of each input image, with 4,160 (squares) or 6,240 more for high input fidelity. The text model that writes an SVG is
/// billed apart and not in it.</remarks>
public sealed record CostRange
{
    /// <summary>Gets the least it costs, in USD.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Gets the most it costs, in USD.</summary>
    public required decimal Maximum { get; init; }

    /// <summary>Gets the fewest output tokens, of all pictures together.</summary>
    public required int MinimumOutputTokens { get; init; }

    /// <summary>Gets the most output tokens, of all pictures together.</summary>
    public required int MaximumOutputTokens { get; init; }

    /// <summary>Gets the estimated tokens of the prompt, times the count.</summary>
    public required int EstimatedTextTokens { get; init; }

    /// <summary>Gets the estimated tokens of the input images, times the count.</summary>
    public required int EstimatedImageTokens { get; init; }

    /// <summary>Gets whether the model's token counts are not published and taken from its predecessor.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Gets the day on which the prices were read.</summary>
    public required DateOnly PricesReadOn { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string range = Minimum == Maximum
            ? FormattableString.Invariant($"{Minimum:0.0000} USD")
            : FormattableString.Invariant($"{Minimum:0.0000} to {Maximum:0.0000} USD");
        return IsProvisional ? range + " (provisional)" : range;
    }

    /// <summary>Adds up what several requests will cost.</summary>
    /// <returns>The sum, or <see langword="null"/> when one of the costs is not known, or there are none.</returns>
    internal static CostRange? Sum(IEnumerable<CostRange?> costs)
    {
        CostRange?[] all = [.. costs];
        CostRange[] known = [.. all.OfType<CostRange>()];
        return known.Length == 0 || known.Length < all.Length
            ? null
            : new CostRange
            {
                Minimum = known.Sum(cost => cost.Minimum),
                Maximum = known.Sum(cost => cost.Maximum),
                MinimumOutputTokens = known.Sum(cost => cost.MinimumOutputTokens),
                MaximumOutputTokens = known.Sum(cost => cost.MaximumOutputTokens),
                EstimatedTextTokens = known.Sum(cost => cost.EstimatedTextTokens),
                EstimatedImageTokens = known.Sum(cost => cost.EstimatedImageTokens),
                IsProvisional = known.Any(cost => cost.IsProvisional),
                PricesReadOn = known.Min(cost => cost.PricesReadOn),
            };
    }
}
