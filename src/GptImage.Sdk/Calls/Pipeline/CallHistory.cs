using Polly;

namespace GptImage.Sdk;

/// <summary>What happened in one call so far.</summary>
/// <param name="retry">What the call repeats.</param>
internal sealed class CallHistory(RetryOptions retry)
{
    private static readonly ResiliencePropertyKey<CallHistory?> Key = new("GptImage.Sdk.History");

    private readonly List<AttemptRecord> _records = [];

    public IReadOnlyList<AttemptRecord> Records => _records;

    public RetryOptions Retry => retry;

    /// <summary>Gets or sets how long the client waits before the next attempt.</summary>
    public TimeSpan NextDelay { get; set; }

    /// <summary>Gets or sets whether the call waits for a permit of the rate limiter.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Gets whether the service refused to be asked before an upload.</summary>
    public bool RefusesExpect { get; private set; }

    /// <summary>Gets the last failure; <see langword="null"/> when there was none.</summary>
    public Failure? LastFailure { get; private set; }

    /// <summary>Gets the pictures that the last failed attempt completed.</summary>
    public IReadOnlyList<object> Recovered { get; private set; } = [];

    /// <summary>Gets what the headers of the last failed answer said.</summary>
    public ResponseHeaderFacts? LastHeaders { get; private set; }

    /// <summary>Gets what the call may have cost: the most that one of its attempts may have.</summary>
    public ChargeState Charge => _records.Count == 0 ? ChargeState.NotSent : _records.Max(record => record.Charge);

    public ChargeState LastCharge => _records.Count == 0 ? ChargeState.NotSent : _records[^1].Charge;

    public static CallHistory? FromContext(ResilienceContext context) => context.Properties.GetValue(Key, null);

    public void AttachTo(ResilienceContext context) => context.Properties.Set(Key, this);

    public void Add(AttemptRecord record) => _records.Add(record);

    /// <summary>Notes how an attempt failed.</summary>
    /// <param name="failure">The failure; <see langword="null"/> for an attempt that was canceled.</param>
    /// <param name="headers">What the headers of its answer said.</param>
    /// <param name="recovered">The pictures that it completed.</param>
    public void Fail(Failure? failure, ResponseHeaderFacts? headers, IReadOnlyList<object> recovered)
    {
        LastFailure = failure ?? LastFailure;
        RefusesExpect |= failure is { RefusesExpect: true };
        LastHeaders = headers;
        Recovered = recovered;
    }
}
