using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Writes the reference images of a character beside its file, and never over another file.</summary>
internal sealed class PictureWriter(string folder, IReadOnlyList<SavedReference> earlier)
{
    private const int BlockBytes = 81_920;

    /// <summary>Writes a picture, or finds it among those of the earlier save.</summary>
    /// <exception cref="IOException">It cannot be read or written, or is not a picture.</exception>
    public async Task<SavedReference> WriteAsync(ImageInput input, int number, string name, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(input.Role))
        {
            throw new IOException(FormattableString.Invariant($"{name} has the role {(int)input.Role}, which is not a ReferenceRole."));
        }

        SavedReference reference = new()
        {
            Role = SavedReference.WordOf(input.Role),
            Detail = input.Detail,
            Uri = input.Uri?.AbsoluteUri,
            FileId = input.FileId,
        };
        if (input.Open is null)
        {
            return reference;
        }

        try
        {
            return await CopyAsync(input, reference, number, name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (IOException or OperationCanceledException or OutOfMemoryException))
        {
            // Also what the caller's own stream throws, whatever that is.
            throw new IOException($"{name} cannot be read or written: {exception.Message}", exception);
        }
    }

    private async Task<SavedReference> CopyAsync(
        ImageInput input, SavedReference reference, int number, string name, CancellationToken cancellationToken)
    {
        using Stream source = input.OpenRead();
        using AtomicFile file = AtomicFile.Create(Path.Combine(folder, CharacterFile.Name));
        (ImageHeader? header, long length, string hash) = await CopyAsync(source, file.Stream, cancellationToken).ConfigureAwait(false);
        if (header is null)
        {
            throw new IOException($"{name} is not a picture. Pass a PNG, JPEG or WebP.");
        }

        SavedReference saved = reference with { Length = length, Sha256 = hash, MediaType = header.MediaType };
        if (earlier.FirstOrDefault(other => hash.Equals(other.Sha256, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            return saved with { File = same.File };
        }

        string word = input.Role == ReferenceRole.Unspecified ? "reference" : SavedReference.WordOf(input.Role).Replace('_', '-');
        string path =
            Path.Combine(
                folder, string.Create(CultureInfo.InvariantCulture, $"{number}-{word}{PictureFormat.ExtensionOf(header.Format.Value)}"));
        FlushToDisk(file.Stream);
        cancellationToken.ThrowIfCancellationRequested();
        return saved with { File = Path.GetFileName(file.Commit(path, overwrite: false)) };
    }

    /// <summary>The file that names a picture must not reach the disk before it.</summary>
    private static void FlushToDisk(Stream stream) => (stream as FileStream)?.Flush(flushToDisk: true);

    private static async Task<(ImageHeader? Header, long Length, string Hash)> CopyAsync(
        Stream source, Stream target, CancellationToken cancellationToken)
    {
        ImageHeaderReader header = new();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        long length = 0;
        try
        {
            int count;
            while ((count = await source.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
            {
                header.Append(block.AsSpan(0, count));
                hash.AppendData(block, 0, count);
                await target.WriteAsync(block.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                length += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return (header.Finish(), length, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
    }
}
