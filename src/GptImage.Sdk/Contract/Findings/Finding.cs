namespace GptImage.Sdk;

/// <summary>What a check says about a request.</summary>
public sealed record Finding
{
    /// <summary>Gets how serious it is.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Gets the parameter it is about, by its wire name, for example <c>size</c>.</summary>
    public required string Parameter { get; init; }

    /// <summary>Gets the id of the rule, for example <c>size-multiple</c>. Stable across versions.</summary>
    public required string RuleId { get; init; }

    /// <summary>Gets what is wrong and what would be right, with figures.</summary>
    public required string Message { get; init; }

    /// <summary>Gets where the rule comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the nearest legal value, or <see langword="null"/> when there is none.</summary>
    public string? NearestLegalValue { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Severity} {RuleId} ({Parameter}): {Message}";
}
