namespace GptImage.Sdk;

/// <summary>What a call or an attempt may have cost.</summary>
public enum ChargeState
{
    /// <summary>The service never had the whole request: nothing was bought.</summary>
    NotSent,

    /// <summary>The service refused the request before making a picture: nothing was bought.</summary>
    Rejected,

    /// <summary>The service had the whole request and its answer is missing or unusable: a picture may have been bought.</summary>
    PossiblyCharged,

    /// <summary>A picture was delivered: it was bought.</summary>
    Charged,
}
