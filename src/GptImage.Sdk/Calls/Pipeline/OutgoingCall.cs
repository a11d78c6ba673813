namespace GptImage.Sdk;

/// <summary>What the pipeline has to know of a call: where it goes, how its body is made anew for each attempt, and whether it buys
/// anything.</summary>
internal sealed record OutgoingCall
{
    public required HttpMethod Method { get; init; }

    /// <summary>Gets the path below the base address: that of its plan, or one without what <see cref="Addressing"/> adds.</summary>
    public required string Endpoint { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>Gets what makes the body of an attempt; <see langword="null"/> when it has none.</summary>
    public Func<RequestBody>? Encode { get; init; }

    /// <summary>Gets the plan of a call that buys pictures; <see langword="null"/> for one that buys nothing.</summary>
    public PlannedCall? Plan { get; init; }

    /// <summary>Gets whether the call may be charged.</summary>
    /// <value>That of a call with a <see cref="Plan"/> by default.</value>
    public bool MayBuy { get => field || Plan is not null; init; }

    /// <summary>Gets whether the answer may take as long as it likes while its bytes keep coming: only the silence of
    /// <see cref="GptImageClientOptions.StreamIdleTimeout"/> ends it then.</summary>
    public bool IsLong { get; init; }

    /// <summary>Gets what the call repeats, when that is not for the client's options or the request to say.</summary>
    public RetryOptions? Retry { get; init; }

    /// <summary>Gets what this call alone awaits before each attempt, or <see langword="null"/>.</summary>
    public Func<SendingContext, CancellationToken, ValueTask>? BeforeSend { get; init; }

    public static OutgoingCall FromPlan(PlannedCall planned) => new()
    {
        Method = HttpMethod.Post,
        Endpoint = planned.Plan.Endpoint,
        Accept = planned.Composed.Delivery.IsStream ? "text/event-stream, application/json" : "application/json",
        Encode = () => RequestEncoder.Encode(planned.Fields),
        Plan = planned,
    };
}
