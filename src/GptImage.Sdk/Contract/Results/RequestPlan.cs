namespace GptImage.Sdk;

/// <summary>What would be sent for a request, what is wrong with it, and what it will cost. Made without the network.</summary>
public sealed record RequestPlan
{
    internal RequestPlan(ComposedRequest composed, RequestFields fields, IReadOnlyList<Finding> findings, CostRange? cost)
    {
        Composed = composed;
        Fields = fields;
        Findings = findings;
        Cost = cost;
    }

    /// <summary>Gets the final prompt, with the characters and exact texts composed into it.</summary>
    public string Prompt => Composed.Prompt;

    /// <summary>Gets the model.</summary>
    public ImageModel Model => Composed.Model;

    /// <summary>Gets the endpoint, relative to the base address: <c>images/generations</c> or <c>images/edits</c>.</summary>
    public string Endpoint => Composed.IsEdit ? "images/edits" : "images/generations";

    /// <summary>Gets the wire fields in order, with bytes replaced by their content type and length.</summary>
    public RequestFields Fields { get; }

    /// <summary>Gets the input images in the order in which they are sent: the first is Image 1 of the prompt.</summary>
    public IReadOnlyList<ImageInput> Inputs => [.. Composed.Inputs.Select(input => input.Input)];

    /// <summary>Gets what is wrong with the request, errors first. Empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Gets what it will cost, or <see langword="null"/> when that cannot be told for the model.</summary>
    public CostRange? Cost { get; }

    /// <summary>Gets whether the request would be sent.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != FindingSeverity.Error);

    internal ComposedRequest Composed { get; }

    /// <summary>Ends the way of a request that has errors.</summary>
    /// <exception cref="GptImageValidationException">The request has errors.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw new GptImageValidationException(Findings);
        }
    }
}
