namespace GptImage.Sdk;

/// <summary>What a batch would send, what is wrong with it, and what it will cost at half the price. Made without the network.</summary>
public sealed record ImageBatchPlan
{
    /// <summary>Gets the plans of the requests in their order, each with half of its price.</summary>
    public required IReadOnlyList<RequestPlan> Requests { get; init; }

    /// <summary>Gets what is wrong with the requests, errors first. Empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gets what all requests together will cost, or <see langword="null"/> when the cost of one of them is unknown.</summary>
    public CostRange? Cost { get; init; }

    /// <summary>Gets whether the batch would be submitted.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>Throws when the batch has errors.</summary>
    /// <exception cref="GptImageValidationException">A request has errors; all of them are listed.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw new GptImageValidationException(Findings);
        }
    }
}
