namespace GptImage.Sdk;

/// <summary>What one check says about one picture.</summary>
public sealed record PictureVerdict
{
    /// <summary>Gets whether the picture shows what was asked for.</summary>
    public required CheckOutcome Outcome { get; init; }

    /// <summary>Gets how much of it is right.</summary>
    /// <value>0 to 1; <see langword="null"/> by default: 1 when it passed, 0 when it failed, 0.5 for the others. Among several pictures
    /// with the same outcomes, the one with the highest mean score is the best.</value>
    public double? Score { get; init; }

    /// <summary>Gets what the check saw, one sentence each. Empty when there is nothing to say.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Gets a sentence for the prompt of the next picture, when this one failed.</summary>
    /// <value><see langword="null"/> by default: the prompt stays as it is.</value>
    public string? Advice { get; init; }

    /// <summary>Gets what the check itself cost in USD.</summary>
    /// <value>0 by default. It counts towards the policy's limit.</value>
    public decimal Cost { get; init; }

    /// <summary>Gets the name of the check. It is set when the check has returned the verdict.</summary>
    public string Check { get; init; } = "";

    internal double Rank => Score is { } score && !double.IsNaN(score) ? Math.Clamp(score, 0, 1) : Outcome switch
    {
        CheckOutcome.Passed => 1,
        CheckOutcome.Failed => 0,
        _ => 0.5,
    };

    /// <summary>Says which check came to what.</summary>
    /// <returns>For example <c>text: Failed</c>.</returns>
    public override string ToString() => $"{Check}: {Outcome}";
}
