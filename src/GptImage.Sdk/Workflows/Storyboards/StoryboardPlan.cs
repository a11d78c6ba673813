namespace GptImage.Sdk;

/// <summary>What would be sent for each frame of a story, what is wrong with it, and what it will cost. Made without the network.</summary>
public sealed record StoryboardPlan
{
    /// <summary>Gets the plans of the frames in their order.</summary>
    public required IReadOnlyList<RequestPlan> Frames { get; init; }

    /// <summary>Gets what is wrong with the story and its frames, errors first. Empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gets what all frames together will cost, or <see langword="null"/> when the cost of one of them is unknown.</summary>
    public CostRange? Cost { get; init; }

    /// <summary>Gets whether the story would be rendered.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>Throws when the story has errors.</summary>
    /// <exception cref="GptImageValidationException">The story has errors; all of them are listed.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw new GptImageValidationException(Findings);
        }
    }
}
