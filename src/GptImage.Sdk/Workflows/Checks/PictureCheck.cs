namespace GptImage.Sdk;

/// <summary>Looks at a picture and says whether it shows what was asked for. Derive from it for a check of your own.</summary>
/// <threadsafety>A check is asked from several threads at once where a story makes several frames at once.</threadsafety>
public abstract class PictureCheck
{
    /// <summary>Gets the name of the check, for example <c>text</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Looks at a picture.</summary>
    /// <param name="picture">The picture, and what was asked for.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <returns>The verdict. A check that cannot look, for example because a model is missing, returns or throws: an exception counts as
    /// <see cref="CheckOutcome.Unavailable"/>, and never lets anything be bought.</returns>
    public abstract ValueTask<PictureVerdict> CheckAsync(PictureToCheck picture, CancellationToken cancellationToken = default);
}
