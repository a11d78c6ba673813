using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Stands for a picture that is not drawn yet, so that a request with it can be planned: a header, and no pixels.</summary>
internal static class ExpectedPicture
{
    /// <summary>Where the service chooses the size, 1024x1024 is as good a guess as any.</summary>
    public static ImageInput CreateInput(ImageSize size, OutputFormat? format)
    {
        byte[] header = Header(size.IsAuto ? ImageSize.Square : size, format);
        return ImageInput.FromStream(() => new ReadOnlyMemoryStream(header, canSeek: false));
    }

    private static byte[] Header(ImageSize size, OutputFormat? format) => format?.Value switch
    {
        "jpeg" =>
            [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, .. Bytes(size.Height)[2..], .. Bytes(size.Width)[2..], 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11,
            0],
        "webp" =>
            [.. "RIFF"u8, 22, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, .. LittleBytes(size.Width - 1)[..3],
            .. LittleBytes(size.Height - 1)[..3]],
        _ =>
            [0x89, .. "PNG"u8, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. Bytes(size.Width), .. Bytes(size.Height), 8, 2, 0, 0,
            0, 0, 0, 0, 0],
    };

    private static byte[] Bytes(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleBytes(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
