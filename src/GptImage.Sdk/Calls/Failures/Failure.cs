namespace GptImage.Sdk;

/// <summary>How an attempt failed, as a value. Becomes an exception once, when the call has ended and everything is known.</summary>
internal sealed record Failure
{
    public required FailureKind Kind { get; init; }

    /// <summary>Gets what happened, in whole sentences.</summary>
    public required string What { get; init; }

    /// <summary>Gets what to do next, in whole sentences, or an empty text.</summary>
    public string Next { get; init; } = "";

    /// <summary>Gets what the attempt may have cost.</summary>
    public required ChargeState Charge { get; init; }

    /// <summary>Gets whether another attempt would fail in the same way.</summary>
    public bool IsLasting { get; init; }

    /// <summary>Gets whether the service refuses to be asked before the upload, so that the next attempt does not ask.</summary>
    public bool RefusesExpect { get; init; }

    public Exception? Cause { get; init; }

    /// <summary>Gets the pictures that were complete.</summary>
    public IReadOnlyList<object> Recovered { get; init; } = [];

    public string? RequestId { get; init; }

    /// <summary>Gets what an error answer said; empty when there was none.</summary>
    public ErrorFacts Error { get; init; } = new();

    /// <summary>Gets the limit of a <see cref="FailureKind.Timeout"/>.</summary>
    public TimeoutKind Limit { get; init; }

    /// <summary>Gets the findings of a <see cref="FailureKind.Validation"/>.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gets what a request that is beyond the <see cref="FailureKind.Budget"/> needs.</summary>
    public decimal Needed { get; init; }

    /// <summary>Gets what was spent when a request was beyond the <see cref="FailureKind.Budget"/>.</summary>
    public ImageSpending Spending { get; init; } = new();

    /// <summary>Gets the bytes of an answer that cannot be unpacked.</summary>
    public ReadOnlyMemory<byte> PackedBody { get; init; }

    /// <summary>Gets whether the caller can mend it by another request, so that it is not a fault of the program.</summary>
    public bool IsOfTheRequest => Kind is FailureKind.Validation or FailureKind.Moderation
        || (Kind == FailureKind.Api && Error.StatusCode is >= 400 and < 500);

    /// <summary>Adds pictures that were complete, and therefore charged.</summary>
    public Failure WithRecovered(IReadOnlyList<object> pictures) =>
        pictures.Count == 0 ? this : this with { Recovered = pictures, Charge = ChargeState.Charged };

    /// <summary>Takes the key out of what others said.</summary>
    public Failure Without(KeyMask mask) => this with
    {
        What = mask.Hide(What) ?? "",
        RequestId = mask.Hide(RequestId),
        Error = Error.Without(mask),
        Cause = Cause is not null && mask.Has(Cause.ToString()) ? null : Cause,
    };
}
