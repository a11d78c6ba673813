using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Fitting;

public sealed class CanvasMaskTests
{
    [Fact]
    public void Create_OnePixelOfALargePicture_IsStillThereWhenScaled()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(16_000, 9_000), ImageModel.GptImage2);
        using MaskPlane plane = new(16_000, 9_000);
        plane.Row(4_501)[8_003] = MaskPlane.Edit;

        using MaskPlane canvas = CanvasMask.Create(plane, fit);

        using SKBitmap mask = Pictures.Decode(MaskEncoder.Encode(canvas));
        Assert.Equal("3840x2160", $"{mask.Width}x{mask.Height}");
        Assert.Equal(0u, Pictures.At(mask, 1920, 1080));
        Assert.Equal(1, Pictures.PixelsOf(mask).Count(0u));
    }
}
