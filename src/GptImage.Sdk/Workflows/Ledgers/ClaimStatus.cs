namespace GptImage.Sdk;

/// <summary>What a ledger says to a claim.</summary>
public enum ClaimStatus
{
    /// <summary>The purchase belongs to the caller.</summary>
    Granted,

    /// <summary>It has an end already.</summary>
    Ended,

    /// <summary>Another worker has it.</summary>
    Held,

    /// <summary>It may go beyond the spend limit.</summary>
    OverLimit,
}
