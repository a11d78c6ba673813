namespace GptImage.Cli;

/// <summary>How a check of <c>gptimage doctor</c> ended.</summary>
internal enum CheckState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Something must be changed.</summary>
    Problem,

    /// <summary>It cannot be known, or not for free.</summary>
    Unknown,
}
