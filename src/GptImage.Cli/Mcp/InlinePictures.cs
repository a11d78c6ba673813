namespace GptImage.Cli;

/// <summary>What an answer shows of its pictures.</summary>
internal enum InlinePictures
{
    /// <summary>Links only.</summary>
    None,

    /// <summary>Small JPEGs.</summary>
    Preview,

    /// <summary>The pictures themselves.</summary>
    Full,
}
