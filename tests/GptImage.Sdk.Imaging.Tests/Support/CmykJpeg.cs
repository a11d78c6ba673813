namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>A JPEG of 8x8 pixels in CMYK, as print shops send them: four plain components with an Adobe marker.</summary>
internal static class CmykJpeg
{
    public static byte[] Write()
    {
        byte[] table = new byte[64];
        table.AsSpan().Fill(1);
        return
        [
            0xFF, 0xD8,
            0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0,
            0xFF, 0xDB, 0, 67, 0, .. table,
            0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
            // One code of one bit for "no difference", one for "end of block".
            0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0,
            0x00,
            0xFF, 0xD9,
        ];
    }
}
