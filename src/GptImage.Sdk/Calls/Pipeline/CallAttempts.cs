using Polly;

namespace GptImage.Sdk;

/// <summary>The attempts of one call so far.</summary>
internal sealed class CallAttempts
{
    private static readonly ResiliencePropertyKey<CallAttempts> Key = new("GptImage.Sdk.Attempts");

    private readonly List<AttemptRecord> _records = [];

    public IReadOnlyList<AttemptRecord> Records => _records;

    /// <summary>Gets what this call repeats; <see langword="null"/> for the client's own wishes.</summary>
    public RetryOptions? Retry { get; init; }

    /// <summary>Gets or sets how long the client waits before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>Gets or sets the pictures that the last failed attempt completed.</summary>
    public IReadOnlyList<object> Recovered { get; set; } = [];

    /// <summary>Gets or sets what the headers of the last failed answer said.</summary>
    public ResponseHeaderFacts? LastHeaders { get; set; }

    /// <summary>Gets or sets how the last attempt failed that was not given up.</summary>
    public GptImageException? LastFailure { get; set; }

    /// <summary>Gets what the call may have cost: the most that one of its attempts may have.</summary>
    public ChargeState Charge => _records.Count == 0 ? ChargeState.NotSent : _records.Max(record => record.Charge);

    public static CallAttempts FromContext(ResilienceContext context) => context.Properties.GetValue(Key, new CallAttempts());

    public void AttachTo(ResilienceContext context) => context.Properties.Set(Key, this);

    public void Add(AttemptRecord record) => _records.Add(record);
}
