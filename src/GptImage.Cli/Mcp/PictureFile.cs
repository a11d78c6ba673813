using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>A picture on disk, as an answer shows it.</summary>
/// <param name="Path">The full path.</param>
/// <param name="MediaType">The media type of its bytes.</param>
/// <param name="Size">The size in pixels, or <see langword="null"/> when the bytes do not tell.</param>
/// <param name="Length">The length in bytes.</param>
internal sealed record PictureFile(string Path, string MediaType, ImageSize? Size, long Length)
{
    /// <summary>Reads what is known of a picture.</summary>
    /// <returns>The picture, or <see langword="null"/> when the file is gone or cannot be read.</returns>
    public static PictureFile? Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            ImageHeader? header = ImageHeader.Read(file);
            return new PictureFile(
                path, header?.MediaType ?? "application/octet-stream", header is { Size: { IsAuto: false } size } ? size : null,
                file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
