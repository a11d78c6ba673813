namespace GptImage.Sdk.ServiceTests;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection ends with a farewell.</summary>
    Close,

    /// <summary>The connection ends with a reset.</summary>
    Reset,

    /// <summary>The server says nothing more.</summary>
    Stall,

    /// <summary>The server goes on with bytes that mean nothing, then hangs up.</summary>
    Garbage,
}
