namespace GptImage.Cli;

/// <summary>What a tool makes pictures of.</summary>
internal enum PictureSource
{
    /// <summary>Words alone.</summary>
    Words,

    /// <summary>Other pictures.</summary>
    Pictures,

    /// <summary>Saved characters.</summary>
    Characters,

    /// <summary>Any of these.</summary>
    Any,
}
