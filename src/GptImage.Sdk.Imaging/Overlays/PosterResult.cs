namespace GptImage.Sdk.Imaging;

/// <summary>The finished pictures of a call whose texts and logos were set over them.</summary>
public sealed record PosterResult
{
    /// <summary>Gets the finished pictures in the order of the service.</summary>
    public required IReadOnlyList<OverlayResult> Posters { get; init; }

    /// <summary>Gets the only finished picture.</summary>
    /// <exception cref="InvalidOperationException">There are several, or none.</exception>
    public OverlayResult Poster =>
        Posters is [OverlayResult only]
        ? only
        : throw new InvalidOperationException($"The result has {Posters.Count} pictures. Take them from Posters.");

    /// <summary>Gets the result of the call, with the service's own pictures.</summary>
    public required ImageResult Call { get; init; }
}
