using GptImage.Sdk;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary>Makes a picture small enough for the context of a model.</summary>
internal static class Preview
{
    /// <summary>The media type of a preview.</summary>
    public const string MediaType = "image/jpeg";

    /// <summary>The longest edge of a preview in pixels.</summary>
    public const int MaxEdge = 768;

    /// <summary>The most bytes of a preview, before base64.</summary>
    public const int MaxBytes = 150_000;

    private const int SmallestEdge = 64;

    private static readonly int[] Qualities = [85, 70, 50];

    /// <summary>Makes a JPEG; transparent parts become white.</summary>
    /// <param name="path">The file of the picture.</param>
    /// <param name="maxBytes">The most bytes it may have.</param>
    /// <returns>The bytes, or <see langword="null"/> for a file whose pixels cannot be read, such as an SVG.</returns>
    public static byte[]? Create(string path, int maxBytes = MaxBytes)
    {
        try
        {
            using Raster picture = PictureDecoder.Decode(ImageInput.FromFile(path), "The picture");
            for (int edge = MaxEdge; edge >= SmallestEdge; edge = edge * 3 / 4)
            {
                using Raster? scaled = Scale(picture, edge);
                foreach (int quality in Qualities)
                {
                    byte[] bytes = PictureEncoder.Encode(scaled ?? picture, OutputFormat.Jpeg, quality);
                    if (bytes.Length <= maxBytes)
                    {
                        return bytes;
                    }
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is ImagingException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static Raster? Scale(Raster picture, int edge)
    {
        double factor = (double)edge / Math.Max(picture.Width, picture.Height);
        return factor >= 1
            ? null
            : picture.Scale(Math.Max(1, (int)Math.Round(picture.Width * factor)), Math.Max(1, (int)Math.Round(picture.Height * factor)));
    }
}
