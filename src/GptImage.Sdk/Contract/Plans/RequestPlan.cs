namespace GptImage.Sdk;

/// <summary>What would be sent for a request, what is wrong with it, and what it will cost. Made without the network.</summary>
public sealed record RequestPlan
{
    /// <summary>Gets the final prompt, with the characters and exact texts composed into it.</summary>
    public required string Prompt { get; init; }

    /// <summary>Gets the model whose rules and prices hold. The wire name, which can be that of a deployment, is the field
    /// <c>model</c>.</summary>
    public required ImageModel Model { get; init; }

    /// <summary>Gets the endpoint, relative to the base address.</summary>
    /// <value><c>images/generations</c>, the default, or <c>images/edits</c>; on Azure with the deployment and the version of the API
    /// that belong to it.</value>
    public string Endpoint { get; init; } = "images/generations";

    /// <summary>Gets the wire fields in order, with bytes replaced by their content type and length.</summary>
    public RequestFields Fields { get; init; } = RequestFields.Empty;

    /// <summary>Gets the input images in the order in which they are sent: the first is Image 1 of the prompt.</summary>
    public IReadOnlyList<ImageInput> Inputs { get; init; } = [];

    /// <summary>Gets what the prompt says of each input image. Empty where it says nothing.</summary>
    public IReadOnlyList<string> ImageLabels { get; init; } = [];

    /// <summary>Gets what is wrong with the request, errors first. Empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gets what it will cost, or <see langword="null"/> when that cannot be told for the model.</summary>
    public CostRange? Cost { get; init; }

    /// <summary>Gets whether the request would be sent.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>Gets the facts of the model; <see langword="null"/> for an unknown one.</summary>
    internal ModelFacts? Facts => ImageModelCatalog.Find(Model);

    /// <summary>Throws when the request has errors.</summary>
    /// <exception cref="GptImageValidationException">The request has errors.</exception>
    public void ThrowIfInvalid()
    {
        if (!IsValid)
        {
            throw new GptImageValidationException(Findings);
        }
    }

    /// <summary>Says where it goes, with how many findings; neither prompt nor pictures.</summary>
    /// <returns>The endpoint, the model and the number of findings.</returns>
    public override string ToString() => FormattableString.Invariant($"{Endpoint} with {Model}, findings: {Findings.Count}");
}
