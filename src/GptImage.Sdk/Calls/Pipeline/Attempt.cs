namespace GptImage.Sdk;

/// <summary>How far one attempt got. What it may have cost follows from that.</summary>
internal sealed class Attempt(int number, bool mayBuy, DateTimeOffset started, long startedAt, TimeSpan delayBefore)
{
    private KeyMask? _mask;

    public int Number => number;

    public RequestBody? Body { get; set; }

    /// <summary>Gets or sets the key it was sent with, which must not come back in an exception.</summary>
    public string? Key { get; set; }

    /// <summary>Gets or sets whether the message was handed to the connection.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Gets or sets whether the message asks the service before the upload.</summary>
    public bool ExpectsContinue { get; set; }

    /// <summary>Gets whether a handler of the platform sends the message, and nothing of a caller's stands around it.</summary>
    public bool HasPlatformHandler { get; init; }

    public AnswerStream? Answer { get; set; }

    public int? StatusCode { get; set; }

    /// <summary>Gets or sets what the headers of the answer said.</summary>
    public ResponseHeaderFacts? Headers { get; set; }

    /// <summary>Gets or sets what takes the key out of texts that come from elsewhere.</summary>
    public KeyMask Mask { get => _mask ??= KeyMask.FromKey(Key); set => _mask = value; }

    public string? RequestId => Headers?.RequestId;

    /// <summary>Gets what an attempt that broke off here may have cost.</summary>
    public ChargeState ChargeIfBroken =>
        StatusCode is null
        && (Body is null ? !IsStarted : !Body.IsSent) ? ChargeState.NotSent : mayBuy ? ChargeState.PossiblyCharged : ChargeState.Rejected;

    /// <summary>Gets what an attempt that brought its answer cost.</summary>
    public ChargeState ChargeIfAnswered => mayBuy ? ChargeState.Charged : ChargeState.Rejected;

    public AttemptRecord ToRecord(ChargeState charge, TimeProvider time) => new()
    {
        Number = number,
        Started = started,
        StatusCode = StatusCode,
        Duration = time.GetElapsedTime(startedAt),
        DelayBefore = delayBefore,
        Charge = charge,
        RequestId = RequestId,
        BytesSent = Body?.BytesSent ?? 0,
        BytesReceived = Answer?.BytesRead ?? 0,
    };
}
