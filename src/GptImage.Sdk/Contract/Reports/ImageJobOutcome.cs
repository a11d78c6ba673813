namespace GptImage.Sdk;

/// <summary>How a request of a job ended.</summary>
public enum ImageJobOutcome
{
    /// <summary>It was not sent: the job stopped before it. A later run sends it.</summary>
    NotStarted,

    /// <summary>Its pictures are on disk, and their hashes are right.</summary>
    Finished,

    /// <summary>It failed, and nothing was bought. A later run sends it again.</summary>
    Failed,

    /// <summary>It may have been bought, and not all of its pictures are there. Not sent again unless
    /// <see cref="ImageJobOptions.RepeatPossiblyCharged"/>.</summary>
    Unknown,

    /// <summary>An earlier run finished it, and its files are gone or changed. Not bought again unless
    /// <see cref="ImageJobOptions.RepeatChangedFiles"/>.</summary>
    FilesChanged,
}
