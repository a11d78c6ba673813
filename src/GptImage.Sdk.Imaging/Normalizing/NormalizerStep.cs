namespace GptImage.Sdk.Imaging;

/// <summary>One thing that was done to a picture before it is sent.</summary>
public sealed record NormalizerStep
{
    /// <summary>Names a step.</summary>
    /// <param name="kind">What kind of step it is.</param>
    /// <param name="description">What was done, in words and figures.</param>
    public NormalizerStep(NormalizerStepKind kind, string description)
    {
        Kind = kind;
        Description = description;
    }

    /// <summary>Gets what kind of step it is.</summary>
    public NormalizerStepKind Kind { get; }

    /// <summary>Gets what was done, in words and figures.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {Description}";
}
