using System.Globalization;

namespace GptImage.Sdk;

/// <summary>All pictures that were bought until the policy was satisfied or exhausted. Nothing that was bought is thrown away.</summary>
public sealed record CheckedImageResult
{
    /// <summary>Gets the pictures in the order in which they were bought; at least one.</summary>
    public required IReadOnlyList<CheckedCandidate> Candidates { get; init; }

    /// <summary>Gets the best of them: by the outcome of its checks, then by their scores, then the earliest.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public CheckedCandidate Best => Candidates
        .OrderBy(candidate => CheckedCandidate.Badness(candidate.Outcome))
        .ThenByDescending(candidate => candidate.Score)
        .FirstOrDefault() ?? throw new InvalidOperationException("The result was made without candidates.");

    /// <summary>Gets the best picture.</summary>
    public GeneratedImage Image => Best.Image;

    /// <summary>Gets whether every check looked at the best picture, and none fails it. Look at <see cref="Best"/> for what is
    /// unsure.</summary>
    public bool IsAccepted => Best.Outcome is CheckOutcome.Passed or CheckOutcome.Unsure;

    /// <summary>Gets what pictures and checks cost together in USD; requests without a known price are not counted.</summary>
    public decimal Cost => Candidates.Sum(candidate => (candidate.Cost ?? 0) + candidate.Verdicts.Sum(verdict => verdict.Cost));

    /// <summary>Gets what ended the buying before the policy did: a failed call, a cancellation, a
    /// <see cref="GptImageBudgetException"/> when another picture did not fit the policy's limit. <see langword="null"/> when nothing
    /// did.</summary>
    public Exception? StoppedBy { get; init; }

    /// <summary>Says how many pictures there are, and whether the best one is accepted.</summary>
    /// <returns>For example <c>2 pictures, accepted</c>.</returns>
    public override string ToString() =>
        $"{CountWords.Describe(Candidates.Count, "picture")}, {(IsAccepted ? "accepted" : "not accepted")}";
}
