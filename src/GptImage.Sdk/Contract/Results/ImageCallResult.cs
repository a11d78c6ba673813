namespace GptImage.Sdk;

/// <summary>What the service tells of a finished call, whether its pictures are in memory or on disk.</summary>
public abstract record ImageCallResult
{
    private protected ImageCallResult()
    {
    }

    /// <summary>Gets the model that was asked.</summary>
    public ImageModel Model { get; init; }

    /// <summary>Gets what the service counted, all pictures together, or <see langword="null"/> when it did not say.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets the size as the service resolved it, or <see langword="null"/> when it did not say.</summary>
    public ImageSize? Size { get; init; }

    /// <summary>Gets the quality as the service resolved it, or <see langword="null"/> when it did not say.</summary>
    public ImageQuality? Quality { get; init; }

    /// <summary>Gets the format as the service names it, or <see langword="null"/> when it did not say. Each picture has the format of its
    /// own bytes.</summary>
    public OutputFormat? Format { get; init; }

    /// <summary>Gets the background as the service resolved it, or <see langword="null"/> when it did not say.</summary>
    public ImageBackground? Background { get; init; }

    /// <summary>Gets when the service made the pictures, or <see langword="null"/> when it did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets the usage of the text model that wrote vector graphics, or <see langword="null"/>.</summary>
    public SvgUsage? SvgUsage { get; init; }

    /// <summary>Gets the safety identifier as the service used it, or <see langword="null"/>.</summary>
    public string? SafetyIdentifier { get; init; }

    /// <summary>Gets the service's id of the request, for support, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets how long the service worked, or <see langword="null"/> when it did not say.</summary>
    public TimeSpan? ProcessingTime { get; init; }

    /// <summary>Gets the organization that pays, or <see langword="null"/> when the service did not say.</summary>
    public string? Organization { get; init; }

    /// <summary>Gets the rate limits by header name, for example <c>x-ratelimit-remaining-requests</c>. Empty when the service sent none,
    /// as usual for images.</summary>
    public IReadOnlyDictionary<string, string> RateLimits { get; init; } =
        System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Gets how long the call took, with its waits.</summary>
    public TimeSpan Duration => AttemptRecord.Total(Attempts);

    /// <summary>Gets what the call cost: <see cref="ChargeState.Charged"/> for a result.</summary>
    public ChargeState Charge { get; init; } = ChargeState.Charged;

    /// <summary>Gets every attempt of the call, the first one first.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>Gets the warnings of the check before sending.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];

    /// <summary>Gets where the answer differs from the request. Empty when it does not.</summary>
    public IReadOnlyList<ImageDeviation> Deviations { get; init; } = [];
}
