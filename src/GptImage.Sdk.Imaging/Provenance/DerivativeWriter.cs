using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Writes a derived picture, the service's own and the receipt: all of them or none.</summary>
internal static class DerivativeWriter
{
    /// <summary>Writes the files.</summary>
    /// <param name="path">The derived picture's file, with or without extension.</param>
    /// <param name="derivative">The derived picture.</param>
    /// <param name="derivation">What it was made from.</param>
    /// <param name="keepOriginal">Whether the service's picture and the receipt are written too.</param>
    /// <param name="overwrite">Whether existing files give way.</param>
    /// <param name="open">Opens a new file to write to; <see langword="null"/> for the disk.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="IOException">A file or its folder cannot be written; everything is as it was before.</exception>
    public static async Task<SavedDerivative> SaveAsync(
        string path,
        GeneratedImage derivative,
        Derivation derivation,
        bool keepOriginal,
        bool overwrite,
        Func<string, Stream>? open = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        GeneratedImage original = derivation.Origin;
        string full = Path.GetFullPath(path);
        string extension = Path.GetExtension(full);
        string stem = PictureFormat.FindByExtension(extension) is null ? full : full[..^extension.Length];
        bool isAlone = !keepOriginal || ReferenceEquals(derivative, original);
        string candidate = stem;
        for (int number = 2; ; number++)
        {
            string picture = candidate + PictureFormat.ExtensionOf(derivative.Format.Value);
            string[] targets = isAlone
                ? [picture]
                : [$"{candidate}.original{PictureFormat.ExtensionOf(original.Format.Value)}", candidate + ".provenance.json", picture];
            if (overwrite || !Array.Exists(targets, Path.Exists))
            {
                ReadOnlyMemory<byte>[] contents = isAlone
                    ? [derivative.Bytes]
                    : [original.Bytes, ReceiptFor(targets, derivative, derivation), derivative.Bytes];
                using FileGroup files = new(targets, open ?? OpenFile);
                await files.WriteAsync(contents, cancellationToken).ConfigureAwait(false);
                if (files.TryCommit(overwrite))
                {
                    return isAlone ? new SavedDerivative { Path = picture }
                        : new SavedDerivative { Path = picture, OriginalPath = targets[0], ReceiptPath = targets[1] };
                }
            }

            candidate = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }
    }

    /// <summary>Opens a new file on the disk.</summary>
    public static FileStream OpenFile(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    private static byte[] ReceiptFor(string[] targets, GeneratedImage derivative, Derivation derivation) => Encoding.UTF8.GetBytes(
        derivation.ToReceipt(Path.GetFileName(targets[0]), derivative, Path.GetFileName(targets[^1])).ToJson());
}
