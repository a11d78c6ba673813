namespace GptImage.Sdk.Imaging;

/// <summary>The result of a protected edit: the picture, and how it was made.</summary>
public sealed record ProtectedEditResult
{
    /// <summary>Gets the final picture, of the original's size and in its colours.</summary>
    public required GeneratedImage Image { get; init; }

    /// <summary>Gets the picture as the service sent it, with its content credentials.</summary>
    public GeneratedImage ServiceImage => Call.Image;

    /// <summary>Gets how far the service's picture moved outside the mask, before any repair.</summary>
    /// <remarks>If the picture had to be scaled or converted to sRGB for sending, that loss is not counted: the service's picture is
    /// compared with the original after the same conversion.</remarks>
    public required DriftReport Drift { get; init; }

    /// <summary>Gets how the picture lay on the service's canvas, and by how much it was scaled.</summary>
    public required CanvasFit Fit { get; init; }

    /// <summary>Gets the result of the call.</summary>
    public required ImageResult Call { get; init; }

    /// <summary>Gets the token usage, or <see langword="null"/> when the service did not report it.</summary>
    public ImageUsage? Usage => Call.Usage;

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId => Call.RequestId;

    /// <summary>Gets the warnings found before sending, those about the mask first.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];

    /// <summary>Gets what was done to the pixels, before sending and after.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Writes the finished picture and, beside it, the service's signed picture and a receipt of what was done: all of them or
    /// none.</summary>
    /// <remarks>The receipt says what the picture was really made from, whatever was set on a copy of this result.</remarks>
    /// <param name="path">The file, with or without extension: <c>out/kitchen</c> gives <c>kitchen.png</c>, <c>kitchen.original.png</c> and
    /// <c>kitchen.provenance.json</c>. The folder is made when it is missing.</param>
    /// <param name="keepOriginal">Whether the service's picture and the receipt are kept beside it.</param>
    /// <param name="overwrite">Whether existing files give way. Otherwise the next free name is taken.</param>
    /// <param name="cancellationToken">Cancels the writing; no file is left behind.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A file or its folder cannot be written; nothing is left behind.</exception>
    public Task<SavedDerivative> SaveAsync(
        string path, bool keepOriginal = true, bool overwrite = false, CancellationToken cancellationToken = default) =>
        DerivativeWriter.SaveAsync(path, Image, Derivation, keepOriginal, overwrite, cancellationToken: cancellationToken);

    /// <summary>Writes a page that shows the edit to a person: before and after over each other with a handle between them, the mask, the
    /// service's own picture, a map of what it changed outside the mask with its scale, and the receipt.</summary>
    /// <param name="edit">The edit that was asked for.</param>
    /// <param name="folder">Where <c>index.html</c> and its pictures are written; those of an earlier page give way. The folder is made
    /// when it is missing.</param>
    /// <param name="cancellationToken">Cancels the writing; no file is left behind.</param>
    /// <returns>The full path of the page, which needs no script and nothing outside its folder.</returns>
    /// <exception cref="ImagingException">The picture or the mask of the edit cannot be read any more.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Drift"/> was not measured.</exception>
    /// <exception cref="IOException">The folder or a file cannot be written; everything is as it was before.</exception>
    public Task<string> SavePageAsync(ProtectedEdit edit, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return ProtectedEditPage.SaveAsync(edit, this, Derivation, folder, cancellationToken);
    }

    /// <summary>Gets what the picture was made from; for a result that a test put together, what it says.</summary>
    private Derivation Derivation => Lineage.Find(Image) ?? new Derivation(ServiceImage, Call, Operations);
}
