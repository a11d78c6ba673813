namespace GptImage.Sdk;

/// <summary>What is about to be sent, for <see cref="GptImageClientOptions.BeforeSend"/>.</summary>
public sealed record SendingContext
{
    /// <summary>Gets the plan of the call: its request's wire fields, prompt and cost range.</summary>
    public required RequestPlan Plan { get; init; }

    /// <summary>Gets the number of the attempt; the first is 1.</summary>
    public required int Attempt { get; init; }
}
