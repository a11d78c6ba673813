namespace GptImage.Sdk;

/// <summary>Renders stories.</summary>
public static class StoryboardExtensions
{
    /// <summary>Renders the frames of a story with the same characters in each, and hands them out in their order.</summary>
    /// <param name="client">The client.</param>
    /// <param name="storyboard">The story. All its frames are checked before the first is bought.</param>
    /// <param name="options">How it is rendered; <see langword="null"/> for anchored frames in memory.</param>
    /// <param name="progress">Called with each frame that ended, one call at a time, in the order in which the frames end.</param>
    /// <param name="cancellationToken">Cancels the story. Frames under way may have been charged; with an
    /// <see cref="StoryboardOptions.OutputDirectory"/> the ledger knows them. <see cref="StoryboardOptions.StopToken"/> lets them
    /// finish.</param>
    /// <returns>
    /// The frames, once: the sequence is one purchase, and a second enumeration throws <see cref="InvalidOperationException"/>. A frame
    /// that the service refuses has an <see cref="StoryboardFrame.Error"/> in its place. A refused key, an empty quota, a reached budget, a
    /// blocked Azure resource and two unusable answers of the same kind in a row end the story, and a chained one ends at its first frame
    /// without a picture: the frames after it have that failure as their error and are not sent. Leaving the loop starts nothing new:
    /// frames under way are finished when there is an <see cref="StoryboardOptions.OutputDirectory"/>, and canceled otherwise. </returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="GptImageValidationException">The story has errors; nothing was sent.</exception>
    /// <exception cref="IOException">Another run works in the folder, or its ledger cannot be read, is damaged, or cannot be locked.
    /// Nothing was sent.</exception>
    /// <exception cref="GptImageJobException">The story cannot go on, for example because its ledger or page cannot be written any more. It
    /// is thrown when all frames under way were handed out.</exception>
    /// <exception cref="GptImageCanceledException">The story was canceled.</exception>
    public static IAsyncEnumerable<StoryboardFrame> RenderAsync(
        this IGptImageClient client, Storyboard storyboard, StoryboardOptions? options = null,
            IProgress<StoryboardProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(storyboard);
        StoryboardOptions copy = options?.Copy() ?? new StoryboardOptions();
        copy.ThrowIfInvalid(storyboard);
        return new OneShotSequence<StoryboardFrame>(
            new StoryboardRenderer(client, storyboard, copy, progress).RenderAsync(cancellationToken));
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

    /// <summary>Makes the request of one frame, as rendering sends it: for queues and other places that buy frame by frame.</summary>
    /// <param name="storyboard">The story.</param>
    /// <param name="number">The number of the frame, from 1 on.</param>
    /// <param name="previous">The picture of the frame before it, in a chained story; <see langword="null"/> for an anchored
    /// one.</param>
    /// <returns>The request. Check it with <see cref="IGptImageClient.Explain"/>, and the whole story with
    /// <see cref="Explain(IGptImageClient, Storyboard, StoryboardStrategy)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The story has no frame of that number.</exception>
    public static ImageRequest CreateRequest(this Storyboard storyboard, int number, ImageInput? previous = null)
    {
        ArgumentNullException.ThrowIfNull(storyboard);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, storyboard.Frames.Count);
        return FrameComposer.Compose(storyboard, storyboard.Frames[number - 1], previous);
    }
}
