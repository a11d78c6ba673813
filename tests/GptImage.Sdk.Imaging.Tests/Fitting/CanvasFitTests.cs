using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Fitting;

public sealed class CanvasFitTests
{
    [Theory]
    [InlineData(1024, 1024, "1024x1024")]
    [InlineData(3840, 2160, "3840x2160")]
    [InlineData(1000, 700, "1008x704")]
    [InlineData(1920, 1080, "1920x1088")]
    [InlineData(3839, 2159, "3840x2160")]
    [InlineData(817, 803, "832x816")]
    public void For_PictureWithinTheLimits_IsTheSmallestCanvasAround(int width, int height, string canvas)
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage2);

        Assert.Equal(canvas, fit.CanvasSize.ToString());
        Assert.Equal(1, fit.Scale);
        Assert.False(fit.IsScaled);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(640, 480)]
    [InlineData(100, 3000)]
    [InlineData(3840, 16)]
    [InlineData(2881, 2880)]
    [InlineData(7680, 4320)]
    [InlineData(20000, 50)]
    public void For_AnySize_IsALegalCanvasThatHoldsThePicture(int width, int height)
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage26Sunburst);

        // The limits as the reference has them.
        (int w, int h) = (fit.CanvasSize.Width, fit.CanvasSize.Height);
        Assert.True(w % 16 == 0 && h % 16 == 0);
        Assert.True(Math.Max(w, h) <= 3840 && Math.Max(w, h) <= 3 * Math.Min(w, h));
        Assert.InRange((long)w * h, 655_360, 8_294_400);
        Assert.True(fit.ContentSize.Width <= w && fit.ContentSize.Height <= h);
        Assert.InRange(fit.Left, 0, w - fit.ContentSize.Width);
        Assert.InRange(fit.Top, 0, h - fit.ContentSize.Height);
    }

    [Fact]
    public void For_AboveTheLimits_SaysByHowMuch()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(7680, 4320), ImageModel.GptImage2);

        Assert.Equal("3840x2160", fit.CanvasSize.ToString());
        Assert.Equal(0.5, fit.Scale);
        Assert.True(fit.IsScaled);
        Assert.Contains("scaled to 50", fit.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128, 128, "816x816", "816x816")]
    [InlineData(1, 1, "816x816", "816x816")]
    [InlineData(512, 512, "816x816", "816x816")]
    [InlineData(640, 480, "960x720", "960x720")]
    [InlineData(480, 640, "720x960", "720x960")]
    [InlineData(320, 180, "1088x608", "1081x608")]
    [InlineData(300, 100, "1440x480", "1440x480")]
    [InlineData(60, 10, "1376x480", "1376x229")]
    public void For_SmallerThanAnyPictureOfTheService_IsEnlargedToACanvasOfItsOwnRatio(int width, int height, string canvas, string content)
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage2);

        Assert.Equal((canvas, content), (fit.CanvasSize.ToString(), fit.ContentSize.ToString()));
        Assert.True(fit.Scale > 1);
        Assert.Contains("enlarged to", fit.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(800, 800, "816x816")]
    [InlineData(1000, 640, "1024x640")]
    public void For_HardlySmallerThanAPictureOfTheService_IsPaddedAtItsOwnSize(int width, int height, string canvas)
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage2);

        Assert.Equal((canvas, false), (fit.CanvasSize.ToString(), fit.IsScaled));
    }

    [Theory]
    [InlineData(128, 128, "1024x1024")]
    [InlineData(300, 200, "1536x1024")]
    [InlineData(200, 300, "1024x1536")]
    public void For_SmallPictureAndModelWithFixedSizes_IsEnlargedToTheOneOfItsRatio(int width, int height, string canvas)
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage15);

        Assert.Equal((canvas, canvas), (fit.CanvasSize.ToString(), fit.ContentSize.ToString()));
    }

    [Fact]
    public void ApplyToMask_Enlarged_MarksTheSamePlaceAndLosesNoPixelOfIt()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(128, 128), ImageModel.GptImage2);
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(128, 128)).Rectangle(32, 64, 16, 1);

        using SKBitmap mask = Pictures.Decode(Bytes(fit.ApplyToMask(builder.Build().ToInput())));

        Assert.Equal("816x816", $"{mask.Width}x{mask.Height}");
        Assert.Equal(0u, Pictures.At(mask, 204, 408));
        Assert.Equal(0u, Pictures.At(mask, 305, 414));
        Assert.Equal(0xFF000000, Pictures.At(mask, 190, 411));
        Assert.Equal(0xFF000000, Pictures.At(mask, 250, 396));
        Assert.Equal(0xFF000000, Pictures.At(mask, 250, 426));
    }

    [Theory]
    [InlineData(1500, 1000, "1536x1024")]
    [InlineData(900, 1400, "1024x1536")]
    [InlineData(4000, 4000, "1024x1024")]
    public void For_ModelWithFixedSizes_ChoosesAmongThem(int width, int height, string canvas) =>
        Assert.Equal(canvas, CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage15).CanvasSize.ToString());

    [Theory]
    [InlineData(1000, 700, CanvasPadding.Mirror, true)]
    [InlineData(1000, 700, CanvasPadding.Edge, true)]
    [InlineData(1000, 700, CanvasPadding.Blur, true)]
    [InlineData(1000, 700, CanvasPadding.Blur, false)]
    [InlineData(1, 1, CanvasPadding.Mirror, true)]
    [InlineData(300, 2401, CanvasPadding.Mirror, false)]
    [InlineData(1024, 1024, CanvasPadding.Mirror, true)]
    public void ApplyAndRestore_WithoutScaling_IsBitIdentical(int width, int height, CanvasPadding padding, bool isOpaque)
    {
        SKBitmap picture = Pictures.Photograph(width, height, isOpaque: isOpaque);
        CanvasFit fit = CanvasFit.For(new ImageSize(width, height), ImageModel.GptImage2, padding);

        GeneratedImage canvas = new(Bytes(fit.Apply(Pictures.Input(picture))));
        GeneratedImage restored = fit.Restore(canvas);

        Assert.Equal(fit.CanvasSize, canvas.PixelSize);
        using SKBitmap back = Pictures.Decode(restored.Bytes);
        Assert.True(Pictures.PixelsOf(picture).SequenceEqual(Pictures.PixelsOf(back)));
    }

    [Theory]
    [InlineData(CanvasPadding.Mirror, 3, 2, 0)]
    [InlineData(CanvasPadding.Edge, 0, 0, 0)]
    public void Apply_Padding_ComesFromThePicturesEdge(CanvasPadding padding, int three, int two, int one)
    {
        SKBitmap picture = Pictures.Draw(1000, 704, (x, _) => new SKColor((byte)Math.Min(x, 200), 0, 0));
        CanvasFit fit = CanvasFit.For(new ImageSize(1000, 704), ImageModel.GptImage2, padding);

        using SKBitmap canvas = Pictures.Decode(Bytes(fit.Apply(Pictures.Input(picture))));

        Assert.Equal(4, fit.Left);
        Assert.Equal([(uint)three, (uint)two], new[] { Pictures.At(canvas, 0, 9) & 0xFF, Pictures.At(canvas, 1, 9) & 0xFF });
        Assert.Equal((uint)one, Pictures.At(canvas, 3, 9) & 0xFF);
    }

    [Fact]
    public void ApplyToMask_PaddingIsKept()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(1000, 700), ImageModel.GptImage2);
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(1000, 700));

        using SKBitmap mask = Pictures.Decode(Bytes(fit.ApplyToMask(builder.Rectangle(0, 0, 10, 10).Build().ToInput())));

        Assert.Equal("1008x704", $"{mask.Width}x{mask.Height}");
        Assert.Equal(0xFF000000, Pictures.At(mask, 3, 1));
        Assert.Equal(0u, Pictures.At(mask, 4, 2));
        Assert.Equal(0u, Pictures.At(mask, 13, 11));
        Assert.Equal(0xFF000000, Pictures.At(mask, 14, 11));
    }

    [Fact]
    public void ApplyToMarkup_PaddingIsTransparent()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(1000, 700), ImageModel.GptImage26Flare);
        SKBitmap markup = Pictures.Draw(1000, 700, (x, _) => x == 0 ? SKColors.Red : SKColors.Transparent, isOpaque: false);

        using SKBitmap drawn = Pictures.Decode(Bytes(fit.ApplyToMarkup(Pictures.Input(markup))));

        Assert.Equal(0u, Pictures.At(drawn, 3, 5) >> 24);
        Assert.Equal(0xFF0000FFu, Pictures.At(drawn, 4, 5));
    }

    [Fact]
    public void Apply_PictureOfAnotherSize_NamesBoth()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(1000, 700), ImageModel.GptImage2);

        ImagingException exception = Assert.Throws<ImagingException>(() => fit.Apply(Pictures.Input(Pictures.Plain(10, 10, SKColors.Red))));

        Assert.Contains("10x10", exception.Message, StringComparison.Ordinal);
        Assert.Contains("1000x700", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_ServiceMadeAnotherSize_ComesBackAtThePicturesOwn()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(1000, 700), ImageModel.GptImage2);

        GeneratedImage restored = fit.Restore(new GeneratedImage(Pictures.Png(Pictures.Plain(1254, 876, SKColors.Teal))));

        Assert.Equal("1000x700", restored.PixelSize.ToString());
    }

    private static byte[] Bytes(ImageInput input) => InputBytes.Read(input, "The input").ToArray();
}
