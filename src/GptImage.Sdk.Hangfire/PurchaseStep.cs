namespace GptImage.Sdk.Hangfire;

/// <summary>What a job does after a purchase.</summary>
internal enum PurchaseStep
{
    /// <summary>The job is done: the purchase has an end, or its order does not go on.</summary>
    Done,

    /// <summary>The job runs again later.</summary>
    Again,

    /// <summary>The order is paused: every other purchase would fail in the same way.</summary>
    Pause,
}
