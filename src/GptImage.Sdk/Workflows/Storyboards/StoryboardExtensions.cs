namespace GptImage.Sdk;

/// <summary>Renders stories.</summary>
public static class StoryboardExtensions
{
    /// <summary>Renders the frames of a story with the same characters in each, and hands them out in their order.</summary>
    /// <param name="client">The client.</param>
    /// <param name="storyboard">The story. All its frames are checked before the first is bought.</param>
    /// <param name="options">How it is rendered; <see langword="null"/> for anchored frames in memory.</param>
    /// <param name="progress">Gets told of each frame that ended, one after the other, in the order in which they end.</param>
    /// <param name="cancellationToken">Gives the story up. Frames under way may have been bought; with an
    /// <see cref="StoryboardOptions.OutputDirectory"/> the ledger knows them.</param>
    /// <returns>
    /// The frames. One that the service refuses has an <see cref="StoryboardFrame.Error"/> in its place; a refused key, an empty quota and
    /// a
    /// reached budget end the story, and so does, in a chained one that is kept, a frame of which nobody knows whether it was bought.
    /// Leaving the loop starts nothing new: frames under way are finished where they are kept, and given up where they are in memory.
    /// </returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="GptImageValidationException">The story has errors; nothing was sent.</exception>
    /// <exception cref="IOException">Another run works in the folder, or its ledger or page cannot be written.</exception>
    public static IAsyncEnumerable<StoryboardFrame> RenderAsync(
        this IGptImageClient client, Storyboard storyboard, StoryboardOptions? options = null,
            IProgress<StoryboardProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(storyboard);
        StoryboardOptions copy = options?.Copy() ?? new StoryboardOptions();
        copy.ThrowIfInvalid(storyboard);
        return new StoryboardRenderer(client, storyboard, copy, progress).RenderAsync(cancellationToken);
    }

    /// <summary>Says what would be sent for each frame of a story, what is wrong with it and what it will cost, without the
    /// network.</summary>
    /// <param name="client">The client.</param>
    /// <param name="storyboard">The story.</param>
    /// <param name="strategy">What each frame is made from. In a chained story a blank picture of its size stands for the frame
    /// before.</param>
    /// <returns>The plan.</returns>
    public static StoryboardPlan Explain(
        this IGptImageClient client, Storyboard storyboard, StoryboardStrategy strategy = StoryboardStrategy.Anchored)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(storyboard);
        return StoryboardPlanner.Plan(client, storyboard, strategy);
    }
}
