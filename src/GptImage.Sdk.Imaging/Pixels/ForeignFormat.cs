using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>Knows files by their first bytes that cannot be decoded here, and what to do with them.</summary>
internal static class ForeignFormat
{
    private const int BoxHeadLength = 12;

    /// <summary>Gets advice for a format, or <see langword="null"/> when the bytes are of none known.</summary>
    public static string? Advice(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= BoxHeadLength && bytes[4..].StartsWith("ftyp"u8))
        {
            string brand = Encoding.ASCII.GetString(bytes.Slice(8, 4));
            return brand is "avif" or "avis"
                ? "is an AVIF picture, which is not read here. Convert it to PNG or WebP first."
                : "is a HEIC picture, which is not read here. Export it as JPEG: on an iPhone set Camera, Formats to Most Compatible, on "
                    + "a computer use heif-convert or an image viewer.";
        }

        if (bytes.StartsWith("II*\0"u8) || bytes.StartsWith("MM\0*"u8))
        {
            return "is a TIFF picture, which is not read here. Convert it to PNG first.";
        }

        ReadOnlySpan<byte> text = bytes.TrimStart(" \t\r\n\uFEFF"u8);
        if (text.StartsWith("<svg"u8) || text.StartsWith("<?xml"u8))
        {
            return "is an SVG drawing, which has no pixels. Render it to PNG first.";
        }

        return text.StartsWith("%PDF"u8)
            ? "is a PDF document, not a picture. Render its page to PNG first."
            : OwnName(bytes) is { } name
                ? $"begins as a {name} file, but its header is damaged. Fetch it again, or export it again."
                : null;
    }

    private static string? OwnName(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]) ? "PNG"
        : bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "JPEG"
        : bytes.StartsWith("RIFF"u8) && bytes.Length >= BoxHeadLength && bytes[8..].StartsWith("WEBP"u8) ? "WebP"
        : bytes.StartsWith("GIF8"u8) ? "GIF"
        : null;
}
