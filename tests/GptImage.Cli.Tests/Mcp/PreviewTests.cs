using SkiaSharp;

namespace GptImage.Cli.Tests.Mcp;

public class PreviewTests
{
    [Fact]
    public void Create_LargeNoise_StaysWithinTheLimits()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("noise.png", Noise(1600, 900));

        byte[]? preview = Preview.Create(path);

        Assert.NotNull(preview);
        Assert.InRange(preview.Length, 1, 150_000);
        using SKBitmap pixels = SKBitmap.Decode(preview);
        Assert.InRange(pixels.Width, 64, 768);
        Assert.Equal(1600 / 900d, pixels.Width / (double)pixels.Height, 0.02);
    }

    [Fact]
    public void Create_SmallPicture_KeepsItsSize()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("small.png", Pictures.Png(100, 50));

        using SKBitmap pixels = SKBitmap.Decode(Preview.Create(path));

        Assert.Equal((100, 50), (pixels.Width, pixels.Height));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("")]
    public void Create_NoPixels_IsNull(string content)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("picture.svg", System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Null(Preview.Create(path));
    }

    [Fact]
    public void Create_NoSuchFile_IsNull() => Assert.Null(Preview.Create("/no/such/picture.png"));

    private static byte[] Noise(int width, int height)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Random random = new(7);
        random.NextBytes(bitmap.GetPixelSpan());
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
