namespace GptImage.Sdk;

/// <summary>How a story is rendered.</summary>
public sealed class StoryboardOptions
{
    /// <summary>Gets or sets what each frame is made from.</summary>
    /// <value><see cref="StoryboardStrategy.Anchored"/> by default.</value>
    public StoryboardStrategy Strategy { get; set; }

    /// <summary>Gets or sets how many frames are under way at once, and so how many are bought ahead of the loop that takes them.</summary>
    /// <value>1 to 1,000; 4 by default. A chained story makes one after the other.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>Gets or sets the folder of the frames, of their ledger <c>job.jsonl</c> and of the page <c>index.html</c>. It is made when
    /// it is missing; the same story continues there.</summary>
    /// <value><see langword="null"/> by default: frames stay in memory, and nothing is remembered.</value>
    public string? OutputDirectory { get; set; }

    /// <summary>Gets or sets the numbers of finished frames to make anew, from 1 on. Their files stay beside the new ones. In a chained
    /// story the frames after them follow.</summary>
    /// <value>Empty by default. Needs <see cref="OutputDirectory"/>.</value>
    public IReadOnlyCollection<int> Redo { get; set; } = [];

    /// <summary>Gets or sets whether frames are bought again of which an earlier run does not know whether they were bought. Each may cost
    /// twice.</summary>
    /// <value><see langword="false"/> by default: they come with an <see cref="StoryboardFrame.Error"/>.</value>
    public bool RepeatPossiblyCharged { get; set; }

    /// <summary>Gets or sets whether finished frames are bought again whose files were deleted or changed since.</summary>
    /// <value><see langword="false"/> by default: they come with an <see cref="StoryboardFrame.Error"/>.</value>
    public bool RepeatChangedFiles { get; set; }

    /// <summary>Gets or sets the clock of the ledger.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal StoryboardOptions Copy()
    {
        StoryboardOptions copy = (StoryboardOptions)MemberwiseClone();
        copy.Redo = [.. Redo ?? []];
        return copy;
    }

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    internal void ThrowIfInvalid(Storyboard storyboard)
    {
        if (Strategy is not (StoryboardStrategy.Anchored or StoryboardStrategy.Chained))
        {
            throw new ArgumentException(FormattableString.Invariant($"StoryboardOptions.Strategy is {Strategy}; set Anchored or Chained."));
        }

        if (MaxConcurrency is < 1 or > 1000)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"StoryboardOptions.MaxConcurrency is {MaxConcurrency}; set 1 to 1,000."));
        }

        if (Redo.Count > 0 && OutputDirectory is null)
        {
            throw new ArgumentException(
                "StoryboardOptions.Redo names frames, and there is no OutputDirectory that has them. Set it to the folder of the earlier "
                + "run.");
        }

        foreach (int number in Redo.Where(number => number < 1 || number > storyboard.Frames.Count))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"StoryboardOptions.Redo has {number}; the storyboard has the frames 1 to {storyboard.Frames.Count}."));
        }

        if (OutputDirectory is not null)
        {
            ToJobOptions(OutputDirectory).ThrowIfInvalid();
        }
    }

    internal ImageJobOptions ToJobOptions(string folder) => new()
    {
        OutputDirectory = folder,
        RepeatPossiblyCharged = RepeatPossiblyCharged,
        RepeatChangedFiles = RepeatChangedFiles,
        TimeProvider = TimeProvider,
    };
}
