namespace GptImage.Cli;

/// <summary>Where a purchase of the MCP server stands.</summary>
internal enum PictureStatus
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>Its pictures are on disk.</summary>
    Finished,

    /// <summary>It failed, and nothing was charged. The same call tries again.</summary>
    Failed,

    /// <summary>It may have been charged, and its pictures are not all there. The same call does not buy again.</summary>
    Unknown,
}
