namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>What a client is asked to do.</summary>
internal enum PeerTask
{
    /// <summary>Ask for pictures and wait for all of them.</summary>
    Generate,

    /// <summary>Ask for one picture with three previews.</summary>
    Stream,

    /// <summary>Send sixteen pictures along.</summary>
    Upload,
}
