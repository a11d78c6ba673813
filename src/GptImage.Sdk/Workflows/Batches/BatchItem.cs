namespace GptImage.Sdk;

/// <summary>One request of a submission on its way into a line.</summary>
/// <param name="Job">The request with its fingerprint.</param>
/// <param name="Plan">Its plan.</param>
internal sealed record BatchItem(JobItem Job, RequestPlan Plan)
{
    public string Endpoint => Plan.Endpoint;

    /// <summary>Gets what the wire calls the model.</summary>
    public string WireModel => Plan.Fields["model"] ?? "";

    /// <summary>Gets what is claimed for it.</summary>
    public required PurchaseRequest Wanted { get; init; }

    /// <summary>Gets how many bytes the line has at most, its line feed included.</summary>
    public long LineBytes { get; init; }
}
