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

    /// <summary>Gets or sets the revisions to render, by the number of the frame, from 1 on. Revision 1 is the first picture of a frame;
    /// each other number is another picture of it, bought once however often the story runs.</summary>
    /// <value>Empty by default: revision 1 of each frame. The files of other revisions stay. In a chained story the frames after it are
    /// drawn again from it. Needs <see cref="OutputDirectory"/>.</value>
    public IReadOnlyDictionary<int, int> Revisions { get; set; } = new Dictionary<int, int>();

    /// <summary>Gets or sets a token that ends the story without an error: nothing new is sent, what was sent is finished and handed out,
    /// and the sequence ends.</summary>
    /// <value>A token that is never canceled by default.</value>
    public CancellationToken StopToken { get; set; }

    /// <summary>Gets or sets whether to resend frames whose outcome in an earlier run is unknown. Each may cost twice.</summary>
    /// <value><see langword="false"/> by default: they come with an <see cref="StoryboardFrame.Error"/>.</value>
    public bool RepeatPossiblyCharged { get; set; }

    /// <summary>Gets or sets whether finished frames are bought again whose files were deleted or changed since.</summary>
    /// <value><see langword="false"/> by default: they come with an <see cref="StoryboardFrame.Error"/>.</value>
    public bool RepeatChangedFiles { get; set; }

    /// <summary>Gets or sets the checks that look at the picture of every frame. One that fails is made again within their policy, and the
    /// best picture is the frame's; the other frames stay. With an <see cref="OutputDirectory"/> another picture is a further revision of
    /// the frame, bought once however often the story runs.</summary>
    /// <value><see langword="null"/> by default: pictures are not checked.</value>
    public CheckOptions? Checks { get; set; }

    /// <summary>Gets or sets the language of the page <c>index.html</c>, as a tag of BCP 47 such as <c>fr</c>.</summary>
    /// <value><see langword="null"/> by default: English. It is not sent.</value>
    public string? Language { get; set; }

    /// <summary>Gets or sets the clock of the ledger.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Copies the options, so that they cannot be changed while a story runs, nor its folder with the working directory.</summary>
    /// <exception cref="ArgumentException">The folder cannot be one.</exception>
    internal StoryboardOptions Copy()
    {
        StoryboardOptions copy = (StoryboardOptions)MemberwiseClone();
        copy.Revisions = new Dictionary<int, int>(Revisions ?? new Dictionary<int, int>());
        copy.Checks = Checks?.Checked();
        copy.OutputDirectory = OutputDirectory is null
            ? null
            : OutputFolder.GetFullPath(
                OutputDirectory, "StoryboardOptions.OutputDirectory", ", or leave it null to keep the pictures in memory");
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

        if (Revisions.Count > 0 && OutputDirectory is null)
        {
            throw new ArgumentException(
                "StoryboardOptions.Revisions names frames, and there is no OutputDirectory that has them. Set it to the folder of the "
                + "earlier run.");
        }

        foreach ((int number, int revision) in Revisions)
        {
            if (number < 1 || number > storyboard.Frames.Count)
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"StoryboardOptions.Revisions has frame {number}; the storyboard has the frames 1 to {storyboard.Frames.Count}."));
            }

            if (revision < 1)
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"StoryboardOptions.Revisions has revision {revision} of frame {number}; revisions count from 1."));
            }
        }

        if (TimeProvider is null)
        {
            throw new ArgumentException("StoryboardOptions.TimeProvider is null; leave it at TimeProvider.System.");
        }
    }

    internal ImageJobOptions ToJobOptions(string folder) => new()
    {
        OutputDirectory = folder,
        RepeatPossiblyCharged = RepeatPossiblyCharged,
        RepeatChangedFiles = RepeatChangedFiles,
        StopToken = StopToken,
        TimeProvider = TimeProvider,
    };
}
