using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Writes a derived picture, the service's own and the receipt: all of them or none.</summary>
internal static class DerivativeWriter
{
    private static readonly string[] KnownExtensions = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg"];

    public static async Task<SavedDerivative> SaveAsync(
        string path, GeneratedImage derivative, GeneratedImage original, ImageResult call, IReadOnlyList<string> operations, bool keepOriginal, bool overwrite, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!keepOriginal || ReferenceEquals(derivative, original))
        {
            return new SavedDerivative(await derivative.SaveAsync(path, overwrite, cancellationToken).ConfigureAwait(false), null, null);
        }

        string stem = FreeStem(Path.GetFullPath(path), derivative, original, overwrite);
        string[] targets = [stem + ExtensionOf(derivative), $"{stem}.original{ExtensionOf(original)}", stem + ".provenance.json"];
        var receipt = new ProvenanceReceipt
        {
            OriginalFile = Path.GetFileName(targets[1]),
            OriginalSha256 = ProvenanceReceipt.Hash(original.Bytes),
            OriginalHasContentCredentials = original.HasContentCredentials,
            DerivativeFile = Path.GetFileName(targets[0]),
            DerivativeSha256 = ProvenanceReceipt.Hash(derivative.Bytes),
            RequestId = call.RequestId,
            Model = call.Model.Value.Length == 0 ? null : call.Model.Value,
            CreatedAt = call.CreatedAt,
            Operations = operations,
        };
        await WriteAllAsync(targets, [derivative.Bytes, original.Bytes, Encoding.UTF8.GetBytes(receipt.ToJson())], overwrite, cancellationToken).ConfigureAwait(false);
        return new SavedDerivative(targets[0], targets[1], targets[2]);
    }

    private static async Task WriteAllAsync(string[] targets, ReadOnlyMemory<byte>[] contents, bool overwrite, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(targets[0]) ?? targets[0];
        Directory.CreateDirectory(folder);
        string[] parts = [.. targets.Select(_ => Path.Combine(folder, $".{Guid.NewGuid():N}.part"))];
        int moved = 0;
        try
        {
            for (int i = 0; i < targets.Length; i++)
            {
                using FileStream file = new(parts[i], FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
                await file.WriteAsync(contents[i], cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            for (; moved < targets.Length; moved++)
            {
                File.Move(parts[moved], targets[moved], overwrite);
            }
        }
        catch
        {
            // What was moved over an earlier file cannot be taken back; what is new goes, so that no picture stands without its receipt.
            foreach (string left in overwrite ? parts : [.. parts, .. targets[..moved]])
            {
                File.Delete(left);
            }

            throw;
        }
    }

    /// <summary>Gets the path without extension under which all three names are free: <c>poster</c>, <c>poster-2</c> …</summary>
    private static string FreeStem(string path, GeneratedImage derivative, GeneratedImage original, bool overwrite)
    {
        string extension = Path.GetExtension(path);
        string stem = KnownExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase) ? path[..^extension.Length] : path;
        string candidate = stem;
        for (int number = 2; !overwrite && IsTaken(candidate); number++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return candidate;

        bool IsTaken(string name) => File.Exists(name + ExtensionOf(derivative)) || File.Exists($"{name}.original{ExtensionOf(original)}") || File.Exists(name + ".provenance.json");
    }

    private static string ExtensionOf(GeneratedImage image) => image.Format.Value switch
    {
        "jpeg" => ".jpg",
        "png" or "webp" or "gif" or "svg" => "." + image.Format.Value,
        _ => ".bin",
    };
}
