using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Animation;

public sealed class GifEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(64, 64)]
    [InlineData(600, 400)]
    public void Add_FewColors_ComeBackExactly(int width, int height)
    {
        using SKBitmap picture =
            Picture(width, height, (x, y) => new SKColor((byte)(8 * (x % 8)), (byte)(8 * (y % 16)), (byte)((x * y) % 2 * 255)));

        using SKBitmap decoded = TestPictures.Decode(Encode(picture));

        Assert.Equal(picture.Pixels, decoded.Pixels);
    }

    [Fact]
    public void Add_Noise_ComesBackNearly()
    {
        using SKBitmap picture = TestPictures.Decode(TestPictures.Noise(700, 500));
        foreach (int index in Enumerable.Range(0, picture.GetPixelSpan().Length / 4))
        {
            picture.GetPixelSpan()[(index * 4) + 3] = 255;
        }

        using SKBitmap decoded = TestPictures.Decode(Encode(picture));

        double distance =
            picture.Pixels.Zip(decoded.Pixels, (one, other) => Math.Abs(one.Red - other.Red) + Math.Abs(one.Green - other.Green)
            + Math.Abs(one.Blue - other.Blue)).Average();
        Assert.True(distance < 60, FormattableString.Invariant($"{distance}"));
    }

    [Fact]
    public void Add_TransparentPixels_StayTransparent()
    {
        using SKBitmap picture = Picture(32, 32, (x, _) => x < 16 ? SKColors.Transparent : SKColors.Red);

        using SKBitmap decoded = TestPictures.Decode(Encode(picture));

        Assert.Equal((0, 255), (decoded.GetPixel(3, 3).Alpha, decoded.GetPixel(20, 3).Alpha));
    }

    [Theory]
    [InlineData(20, 2)]
    [InlineData(204, 20)]
    [InlineData(205, 21)]
    [InlineData(655_350, 65_535)]
    [InlineData(int.MaxValue, 65_535)]
    public void Finish_Header_LoopsForEverWithTheDelay(int milliseconds, int hundredths)
    {
        using SKBitmap picture = Picture(16, 16, (_, _) => SKColors.Red);

        byte[] file = Encode(picture, milliseconds);

        Assert.Equal("GIF89a"u8.ToArray(), file[..6]);
        Assert.Equal([0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0], file[13..32]);
        Assert.Equal([0x21, 0xF9, 4, 0b0100, (byte)hundredths, (byte)(hundredths >> 8), 0, 0], file[32..40]);
        Assert.Equal(0x3B, file[^1]);
    }

    private static byte[] Encode(SKBitmap picture, int milliseconds = 200)
    {
        using var encoder = new GifEncoder(picture.Width, picture.Height, milliseconds);
        encoder.Add(picture);
        return encoder.Finish();
    }

    private static SKBitmap Picture(int width, int height, Func<int, int, SKColor> color)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(index => color(index % width, index / width))];
        return bitmap;
    }
}
