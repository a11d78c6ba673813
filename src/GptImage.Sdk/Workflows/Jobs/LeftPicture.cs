using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Brings home pictures that a kill left whole under their temporary names.</summary>
internal static class LeftPicture
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Gives a whole picture its name, and deletes broken ones.</summary>
    /// <param name="path">The final path, without extension.</param>
    /// <exception cref="IOException">The folder cannot be read or changed.</exception>
    public static void Recover(string path)
    {
        foreach (string part in PartName.Find(path))
        {
            if (FormatOfWhole(part) is { } format)
            {
                // A second whole one, or one beside a picture that has its name, is left for its owner to look at.
                FileClaim.TryRename(part, FileNames.WithExtension(path, format), overwrite: false);
            }
            else
            {
                File.Delete(part);
            }
        }
    }

    /// <summary>Reads a file up to the end mark of its format.</summary>
    /// <returns>The format, or <see langword="null"/> when the end is missing or the format has none.</returns>
    private static OutputFormat? FormatOfWhole(string path)
    {
        ImageHeaderReader header = new();
        PictureEnd end = new();
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            for (int count; (count = file.Read(block)) > 0;)
            {
                header.Append(block.AsSpan(0, count));
                end.Append(block.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        return !end.IsMissing && header.Finish() is { Size.IsAuto: false } found ? found.Format : null;
    }
}
