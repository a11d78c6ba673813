namespace GptImage.Sdk;

/// <summary>What a request will cost, in US dollars: an estimate from the price table, not a bill.</summary>
/// <remarks><see cref="Minimum"/> counts what is published: the service's calculator for pictures, a quarter of the characters for text.
/// <see cref="Maximum"/> counts the most that was published or measured, and is what a spend limit reserves: the highest measured rate of
/// the model and 5 percent, one token for each byte of the prompt in UTF-8, and 4,096 for an input image whose size is not known here, such
/// as a file id or an address. The text model that writes an SVG is billed apart and not in it.</remarks>
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

    /// <summary>Gets the usual tokens of the prompt, times the count: a quarter of its characters.</summary>
    public required int EstimatedTextTokens { get; init; }

    /// <summary>Gets the most tokens of the prompt, times the count: one for each byte in UTF-8.</summary>
    public int MaximumTextTokens { get; init; }

    /// <summary>Gets the tokens of the input images by the rule of the model, times the count; 1 for a picture whose size is not
    /// known.</summary>
    public required int EstimatedImageTokens { get; init; }

    /// <summary>Gets the most tokens of the input images, times the count; 4,096 for a picture whose size is not known.</summary>
    public int MaximumImageTokens { get; init; }

    /// <summary>Gets whether the model's token counts are not published, so that the range comes from its predecessor and from
    /// measurements.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Gets the day on which the prices were read.</summary>
    public required DateOnly PricesReadOn { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string least = FormattableString.Invariant($"{Minimum:0.0000}");
        string most = FormattableString.Invariant($"{Maximum:0.0000}");
        string range = least == most ? $"{most} USD" : $"{least} to {most} USD";
        return IsProvisional ? range + " (provisional)" : range;
    }

    /// <summary>Gets the same at half the price, as batches are sold.</summary>
    internal CostRange Halve() => this with { Minimum = Minimum / 2, Maximum = Maximum / 2 };

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
                MaximumTextTokens = known.Sum(cost => cost.MaximumTextTokens),
                EstimatedImageTokens = known.Sum(cost => cost.EstimatedImageTokens),
                MaximumImageTokens = known.Sum(cost => cost.MaximumImageTokens),
                IsProvisional = known.Any(cost => cost.IsProvisional),
                PricesReadOn = known.Min(cost => cost.PricesReadOn),
            };
    }
}
