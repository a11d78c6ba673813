namespace GptImage.Sdk;

/// <summary>What a client spent, in US dollars: computed from the price table and the service's own counts, not a bill.</summary>
public sealed record ImageSpending
{
    /// <summary>Gets the limit, or <see langword="null"/> when there is none.</summary>
    public decimal? Limit { get; init; }

    /// <summary>Gets what finished calls cost.</summary>
    public decimal Settled { get; init; }

    /// <summary>Gets what the attempts under way may cost at most.</summary>
    public decimal Reserved { get; init; }

    /// <summary>Gets what attempts whose outcome is unknown may have cost at most, and the text models of SVGs
    /// (<see cref="GptImageClientOptions.SvgModelCost"/>).</summary>
    public decimal Possible { get; init; }

    /// <summary>Gets the sum of all three, which must not exceed <see cref="Limit"/>.</summary>
    public decimal Total => Settled + Reserved + Possible;

    /// <summary>Gets the part of <see cref="Reserved"/> that batches hold. Only a collection frees it, so that no call waits for
    /// it.</summary>
    internal decimal HeldByBatches { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string figures =
            FormattableString.Invariant($"{Settled:0.0000} USD settled, {Reserved:0.0000} reserved, {Possible:0.0000} possible");
        return Limit is { } limit ? FormattableString.Invariant($"{figures}, limit {limit:0.00##}") : figures;
    }
}
