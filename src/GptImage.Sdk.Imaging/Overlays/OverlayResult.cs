namespace GptImage.Sdk.Imaging;

/// <summary>A picture with texts and logos set over it.</summary>
public sealed record OverlayResult
{
    /// <summary>Gets the finished picture.</summary>
    public required GeneratedImage Image { get; init; }

    /// <summary>Gets the picture without texts and logos, as it came.</summary>
    public required GeneratedImage Source { get; init; }

    /// <summary>Gets how each text was set.</summary>
    public IReadOnlyList<PlacedText> Texts { get; init; } = [];

    /// <summary>Gets warnings: texts that are hard to read where they stand, with a better colour.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Gets the result of the call, or <see langword="null"/> for a picture whose call is not known. Set it with
    /// <c>with</c> for a picture that you took from a call: the receipt names a call only when that call sent the picture.</summary>
    public ImageResult? Call { get; init; }

    /// <summary>Writes the finished picture and, beside it, the service's signed picture and a receipt of what was done: all of them or
    /// none.</summary>
    /// <param name="path">The file, with or without extension: <c>out/poster</c> gives <c>poster.png</c>, <c>poster.original.png</c> and
    /// <c>poster.provenance.json</c>. The folder is made when it is missing.</param>
    /// <param name="keepOriginal">Whether the service's picture and the receipt are kept beside it.</param>
    /// <param name="overwrite">Whether existing files give way. Otherwise the next free name is taken.</param>
    /// <param name="cancellationToken">Cancels the writing; no file is left behind.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A file or its folder cannot be written; nothing is left behind.</exception>
    public Task<SavedDerivative> SaveAsync(
        string path, bool keepOriginal = true, bool overwrite = false, CancellationToken cancellationToken = default) =>
        DerivativeWriter.SaveAsync(
            path, Image, Derivation.WithCall(Call), keepOriginal, overwrite, cancellationToken: cancellationToken);

    private Derivation Derivation => Lineage.Find(Image) ?? new Derivation(Source, null, []);
}
