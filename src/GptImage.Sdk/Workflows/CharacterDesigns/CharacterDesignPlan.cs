namespace GptImage.Sdk;

/// <summary>What would be sent for a design, what is wrong with it, and what it will cost. Made without the network.</summary>
public sealed record CharacterDesignPlan
{
    /// <summary>Gets a plan for each picture that would be made: the anchor, then the views, then the details.</summary>
    /// <remarks>The anchor is the input of the others and is not there yet: their plans show its format, and count its tokens by the size
    /// that was asked for (1024x1024 for <see cref="ImageSize.Auto"/>).</remarks>
    public required IReadOnlyList<RequestPlan> Pictures { get; init; }

    /// <summary>Gets what is wrong with the design or any of its pictures, errors first. What several pictures have in common is listed
    /// once. Empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gets what they will cost together, or <see langword="null"/> when it is unknown for the model, or nothing is left to
    /// draw.</summary>
    public CostRange? Cost { get; init; }

    /// <summary>Gets whether the requests would be sent.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>Throws when the design has errors.</summary>
    /// <exception cref="GptImageValidationException">A request has errors.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw new GptImageValidationException(Findings);
        }
    }
}
