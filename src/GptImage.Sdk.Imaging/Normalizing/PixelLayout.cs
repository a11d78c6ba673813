using System.Buffers.Binary;

namespace GptImage.Sdk.Imaging;

/// <summary>How a PNG or JPEG stores its pixels, where that is not plainly RGB.</summary>
/// <param name="Mode">The mode, or <see langword="null"/> for RGB and RGBA.</param>
/// <param name="BitsPerChannel">The bits of a channel, or 0 when the format leaves no choice.</param>
internal readonly record struct PixelLayout(string? Mode, int BitsPerChannel)
{
    private const int PngHeaderLength = 26;
    private const int SegmentHeadLength = 4;

    public static PixelLayout Read(ReadOnlySpan<byte> picture)
    {
        if (picture.Length >= PngHeaderLength && picture.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]))
        {
            int bits = picture[24];
            return picture[25] switch
            {
                0 or 4 => new PixelLayout("Grey", bits),
                3 => new PixelLayout("A palette", 0),
                _ => new PixelLayout(null, bits),
            };
        }

        return picture.StartsWith<byte>([0xFF, 0xD8]) ? OfJpeg(picture) : default;
    }

    private static PixelLayout OfJpeg(ReadOnlySpan<byte> picture)
    {
        int at = 2;
        while (at + SegmentHeadLength + 6 <= picture.Length && picture[at] == 0xFF)
        {
            byte marker = picture[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                string? mode = picture[at + 9] switch
                {
                    1 => "Grey",
                    4 => "CMYK",
                    _ => null,
                };
                return new PixelLayout(mode, picture[at + SegmentHeadLength]);
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
        }

        return default;
    }
}
