namespace GptImage.Sdk.ServiceTests;

/// <summary>How an answer says where it ends.</summary>
public enum Framing
{
    /// <summary>Its head has its length.</summary>
    Length,

    /// <summary>It comes in chunks, the last of which is empty.</summary>
    Chunks,

    /// <summary>The connection ends with it, so that only its text can tell.</summary>
    Close,
}
