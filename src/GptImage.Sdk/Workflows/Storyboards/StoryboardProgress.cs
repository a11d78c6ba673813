namespace GptImage.Sdk;

/// <summary>How far a story is.</summary>
public sealed record StoryboardProgress
{
    /// <summary>Gets the number of frames that are finished or failed.</summary>
    public required int Done { get; init; }

    /// <summary>Gets the number of frames.</summary>
    public required int Total { get; init; }

    /// <summary>Gets what this run spent so far in USD; requests without a known price are not counted.</summary>
    public decimal Spent { get; init; }

    /// <summary>Gets the frame that ended last. Frames end in any order.</summary>
    public required StoryboardFrame Latest { get; init; }
}
