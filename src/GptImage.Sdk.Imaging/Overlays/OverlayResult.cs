using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>A picture with texts and logos set over it.</summary>
public sealed record OverlayResult
{
    private readonly int _logos;

    internal OverlayResult(
        GeneratedImage image, GeneratedImage source, IReadOnlyList<PlacedText> texts, IReadOnlyList<Finding> findings, int logos)
    {
        _logos = logos;
        Image = image;
        Source = source;
        Texts = texts;
        Findings = findings;
    }

    /// <summary>Gets the finished picture.</summary>
    public GeneratedImage Image { get; }

    /// <summary>Gets the picture without texts and logos, as it came, with its content credentials.</summary>
    public GeneratedImage Source { get; }

    /// <summary>Gets how each text was set.</summary>
    public IReadOnlyList<PlacedText> Texts { get; }

    /// <summary>Gets what is odd: texts that are hard to read where they stand, with a better colour.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Gets everything the service said of the call, or <see langword="null"/> for a picture that did not come from one.</summary>
    public ImageResult? Call { get; init; }

    /// <summary>Writes the finished picture and, beside it, the service's signed picture and a receipt of what was done: all of them or
    /// none.</summary>
    /// <param name="path">The file, with or without extension: <c>out/poster</c> gives <c>poster.png</c>, <c>poster.original.png</c> and
    /// <c>poster.provenance.json</c>. The folder is made when it is missing.</param>
    /// <param name="keepOriginal">Whether the service's picture and the receipt are kept beside it.</param>
    /// <param name="overwrite">Whether existing files give way. Otherwise the next free name is taken.</param>
    /// <param name="cancellationToken">Ends the writing; nothing is left behind.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A file or its folder cannot be written; nothing is left behind.</exception>
    public Task<SavedDerivative> SaveAsync(
        string path, bool keepOriginal = true, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        List<string> operations =
            [.. Texts.Select(
                text =>
                string.Create(CultureInfo.InvariantCulture,
                $"Text set in {text.Size:0.#} pixels at {text.Area}: {string.Join(" | ", text.Lines)}"))];
        if (_logos > 0)
        {
            operations.Add(string.Create(CultureInfo.InvariantCulture, $"Logos put over it: {_logos}."));
        }

        return DerivativeWriter.SaveAsync(
            path, Image, Source, Call ?? new ImageResult(), operations, keepOriginal, overwrite, cancellationToken: cancellationToken);
    }
}
