namespace GptImage.Sdk.Tests;

public sealed class PictureEndTests
{
    private static readonly byte[] Gif =
    [
        .. "GIF89a"u8, 2, 0, 1, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6,
        0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        0x21, 0xF9, 4, 0, 0, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 3, 0x3B, 0x3B, 0x3B, 1, 0x3B, 0, 0x3B,
    ];

    private static readonly byte[] Png =
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 1, 2, 3, 4,
        0, 0, 0, 4, .. "IDAT"u8, .. "IEND"u8, 1, 2, 3, 4,
        0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82,
    ];

    private static readonly byte[] Jpeg =
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 8, 0xFF, 0xD8, 0xFF, 0xD9, 1, 2, 7, 7, 0xFF, 0xFF, 0xDB, 0, 3, 9,
        0xFF, 0xDA, 0, 4, 1, 2, 5, 0xFF, 0x00, 6, 0xFF, 0xD0, 7, 8, 0xFF, 0xD9,
    ];

    private static readonly byte[] Webp = [.. "RIFF"u8, 12, 0, 0, 0, .. "WEBP"u8, .. "VP8L"u8, 0, 0, 0, 0];

    public static TheoryData<string> Formats => ["png", "jpeg", "webp", "gif"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Append_PictureCutAnywhere_MissesItsEnd(string format)
    {
        byte[] picture = Picture(format);
        for (int length = 12; length <= picture.Length; length++)
        {
            for (int border = 0; border <= length; border++)
            {
                PictureEnd end = new();
                end.Append(picture.AsSpan(0, border));
                end.Append(picture.AsSpan(border, length - border));

                Assert.Equal((length, border, length < picture.Length), (length, border, end.IsMissing));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Append_MoreBehindTheEnd_IsNoMatter(string format)
    {
        PictureEnd end = new();

        end.Append([.. Picture(format), 0xFF, 0xD8, 0, 0, 0, 1, 2, 3]);

        Assert.False(end.IsMissing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'>")]
    [InlineData("nothing that is known to anybody")]
    public void Append_FormatWithoutAnEnd_MissesNothing(string text)
    {
        PictureEnd end = new();

        end.Append(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.False(end.IsMissing);
    }

    private static byte[] Picture(string format) => format switch
    {
        "png" => Png,
        "jpeg" => Jpeg,
        "webp" => Webp,
        _ => Gif,
    };
}
