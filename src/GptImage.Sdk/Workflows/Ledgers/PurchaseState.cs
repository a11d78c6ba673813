namespace GptImage.Sdk;

/// <summary>Where a purchase stands.</summary>
public enum PurchaseState
{
    /// <summary>Nothing was sent: it was never claimed, or its claim ended without anything sent.</summary>
    Waiting,

    /// <summary>A worker has claimed it and has not sent anything. When that worker is gone it is free again.</summary>
    Claimed,

    /// <summary>A worker is sending it, or waits for its answer. When that worker is gone its outcome is unknown.</summary>
    Sending,

    /// <summary>It was bought, and all its pictures are stored.</summary>
    Finished,

    /// <summary>It failed and cost nothing. It can be claimed again.</summary>
    Failed,

    /// <summary>It may have been bought, and its pictures are not all stored. It is claimed again only on request.</summary>
    Unknown,
}
