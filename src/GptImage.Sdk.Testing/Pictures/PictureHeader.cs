using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>What the first bytes of an input image say about it.</summary>
internal sealed record PictureHeader(string Format, int Width, int Height, bool HasAlpha)
{
    /// <summary>More pixels than that are taken for an attack, as the usual image libraries do.</summary>
    private const long MaxPixels = 178_956_970;

    /// <summary>Reads the header; null for what the service does not take: other formats, 16 bits per channel, CMYK.</summary>
    public static PictureHeader? Read(ReadOnlyMemory<byte> bytes)
    {
        if (FormatOf(bytes.Span) is not { } format || IsOddMode(format, bytes.Span))
        {
            return null;
        }

        using SKData data = SKData.CreateCopy(bytes.Span);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MaxPixels)
        {
            return null;
        }

        bool turned = ImageOrientation.Read(bytes.Span) >= 5;
        SKImageInfo info = codec.Info;
        return new PictureHeader(
            format, turned ? info.Height : info.Width, turned ? info.Width : info.Height, info.AlphaType != SKAlphaType.Opaque);
    }

    private static string? FormatOf(ReadOnlySpan<byte> bytes) =>
        PictureFormat.Detect(bytes) is { Name: "png" or "jpeg" or "webp" } format ? format.Name : null;

    private static bool IsOddMode(string format, ReadOnlySpan<byte> bytes) => format switch
    {
        "png" => bytes.Length < 25 || bytes[24] == 16,
        "jpeg" => JpegComponents(bytes) == 4,
        _ => false,
    };

    /// <summary>Finds the number of colour components in the frame header (SOF0 to SOF15 but DHT, JPG, DAC).</summary>
    private static int JpegComponents(ReadOnlySpan<byte> bytes)
    {
        int position = 2;
        while (position + 9 < bytes.Length && bytes[position] == 0xFF)
        {
            byte marker = bytes[position + 1];
            if (marker == 0xFF)
            {
                position++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                return bytes[position + 9];
            }

            position += 2 + ((bytes[position + 2] << 8) | bytes[position + 3]);
        }

        return 0;
    }
}
