using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Normalizing;

public sealed class ImageNormalizerTests
{
    [Fact]
    public void Normalize_PlainPng_ComesBackAsItIs()
    {
        byte[] png = Pictures.Png(Pictures.Photograph(31, 17));

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(png));

        Assert.False(result.IsChanged);
        Assert.True(result.Bytes.Span.SequenceEqual(png));
        Assert.Equal("31x17", result.Size.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Normalize_ExifOrientation_StandsUpright(int orientation)
    {
        // Red top left, green top right, blue bottom left, white bottom right, as stored.
        SKBitmap stored = Pictures.Draw(32, 16, (x, y) => (x < 16, y < 8) switch
        {
            (true, true) => SKColors.Red,
            (false, true) => SKColors.Lime,
            (true, false) => SKColors.Blue,
            _ => SKColors.White,
        });
        byte[] jpeg = Pictures.WithExif(Pictures.Jpeg(stored), (ushort)orientation);

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(jpeg));

        using SKBitmap upright = Pictures.Decode(result.Bytes);
        string corners =
            string.Concat(Name(upright, 2, 2), Name(upright, upright.Width - 3, 2), Name(upright, 2, upright.Height - 3),
            Name(upright, upright.Width - 3, upright.Height - 3));
        string[] expected = ["RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"];
        Assert.Equal(expected[orientation - 1], corners);
        Assert.Equal(orientation >= 5 ? "16x32" : "32x16", result.Size.ToString());
        Assert.Equal(orientation != 1, result.Steps.Any(step => step.Kind == NormalizerStepKind.Orientation));
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(result.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_JpegWithPosition_DropsItWithoutTouchingThePixels()
    {
        byte[] plain = Pictures.Jpeg(Pictures.Photograph(40, 24));

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(Pictures.WithExif(plain, 1)));

        Assert.Equal(OutputFormat.Jpeg, result.Format);
        Assert.True(result.Bytes.Span.SequenceEqual(plain));
        Assert.Equal(NormalizerStepKind.Metadata, Assert.Single(result.Steps).Kind);
    }

    [Fact]
    public void Normalize_PngWithTextAndTail_DropsBoth()
    {
        byte[] plain = Pictures.Png(Pictures.Photograph(9, 9));
        byte[] talkative = [.. Pictures.WithPngChunk(plain, "tEXt", "Comment\0me"u8.ToArray()), 1, 2, 3];

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(talkative));

        Assert.True(result.Bytes.Span.SequenceEqual(plain));
        Assert.Contains("text, data behind the picture", Assert.Single(result.Steps).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_WebpWithExif_DropsItAndStaysReadable()
    {
        byte[] plain = Pictures.Encode(Pictures.Photograph(20, 12, isOpaque: false), SKEncodedImageFormat.Webp, 90);
        byte[] tail = [.. "EXIF"u8, 4, 0, 0, 0, 1, 2, 3, 4];
        byte[] talkative = [.. plain, .. tail];
        BitConverter.TryWriteBytes(talkative.AsSpan(4), talkative.Length - 8);

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(talkative));

        Assert.Equal(OutputFormat.Webp, result.Format);
        Assert.Equal(plain.Length, result.Bytes.Length);
        using SKBitmap decoded = Pictures.Decode(result.Bytes);
        Assert.Equal(20, decoded.Width);
    }

    [Theory]
    [InlineData(16, 2, NormalizerStepKind.BitDepth)]
    [InlineData(16, 6, NormalizerStepKind.BitDepth)]
    [InlineData(8, 0, NormalizerStepKind.ColorMode)]
    [InlineData(1, 0, NormalizerStepKind.ColorMode)]
    [InlineData(8, 4, NormalizerStepKind.ColorMode)]
    public void Normalize_OddPng_BecomesEightBitRgb(byte bits, byte colorType, NormalizerStepKind kind)
    {
        byte[] png = OddPng.Write(10, 6, bits, colorType, 0xFF);

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(png));

        Assert.Contains(result.Steps, step => step.Kind == kind);
        Assert.Equal(8, result.Bytes.Span[24]);
        Assert.True(result.Bytes.Span[25] is 2 or 6);
        using SKBitmap decoded = Pictures.Decode(result.Bytes);
        Assert.Equal(0xFFFFFFFF, Pictures.At(decoded, 9, 5));
    }

    [Fact]
    public void Normalize_Palette_BecomesRgb()
    {
        byte[] png = OddPng.Write(4, 4, 8, 3, 1, [0, 0, 0, 10, 200, 30]);

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(png));

        using SKBitmap decoded = Pictures.Decode(result.Bytes);
        Assert.Equal(0xFF1EC80Au, Pictures.At(decoded, 3, 3));
    }

    [Fact]
    public void Normalize_Cmyk_BecomesRgb()
    {
        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(CmykJpeg.Write()));

        Assert.Equal(OutputFormat.Png, result.Format);
        Assert.Contains(result.Steps, step => step.Description.StartsWith("CMYK", StringComparison.Ordinal));
        Assert.Equal("8x8", result.Size.ToString());
    }

    [Fact]
    public void Normalize_Bmp_BecomesPng()
    {
        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(OtherFormats.Bmp()));

        using SKBitmap decoded = Pictures.Decode(result.Bytes);
        Assert.Equal(0xFF0000FFu, Pictures.At(decoded, 0, 0));
        Assert.Contains("BMP became PNG", result.Steps[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_Gif_TakesTheFirstFrame()
    {
        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(OtherFormats.TwoFrameGif()));

        using SKBitmap decoded = Pictures.Decode(result.Bytes);
        Assert.Equal(0xFF0000FFu, Pictures.At(decoded, 0, 0));
        Assert.Contains(result.Steps, step => step.Kind == NormalizerStepKind.FirstFrame);
    }

    [Fact]
    public void Normalize_WideGamut_ComesToSrgbOrStays()
    {
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        byte[] png = Pictures.Png(Pictures.Draw(8, 8, (_, _) => new SKColor(200, 100, 50), wide));

        NormalizedImage converted = ImageNormalizer.Normalize(ImageInput.FromBytes(png));
        NormalizedImage kept = ImageNormalizer.Normalize(ImageInput.FromBytes(png), new NormalizerOptions { ConvertToSrgb = false });

        Assert.Equal(NormalizerStepKind.ColorProfile, Assert.Single(converted.Steps).Kind);
        using SKBitmap decoded = Pictures.Decode(converted.Bytes);
        Assert.True((Pictures.At(decoded, 0, 0) & 0xFF) > 205);
        Assert.False(kept.IsChanged);
    }

    [Fact]
    public void Normalize_ForAModel_ScalesToItsLimits()
    {
        byte[] png = Pictures.Png(Pictures.Plain(5000, 2500, SKColors.Teal));

        NormalizedImage result =
            ImageNormalizer.Normalize(ImageInput.FromBytes(png), new NormalizerOptions { FitModel = ImageModel.GptImage2 });

        Assert.Equal("3840x1920", result.Size.ToString());
        Assert.Contains("5000x2500 to 3840x1920", Assert.Single(result.Steps).Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftypheic", "HEIC", "JPEG")]
    [InlineData("ftypmif1", "HEIC", "JPEG")]
    [InlineData("ftypavif", "AVIF", "PNG")]
    public void Normalize_FormatOfAPhone_SaysWhatToDo(string brand, string name, string advice)
    {
        byte[] file = [0, 0, 0, 24, .. System.Text.Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, 0, 0, 0, 0];

        ImagingException exception = Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromBytes(file)));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_Bomb_IsRefusedBeforeDecoding()
    {
        byte[] bomb = OddPng.Bomb(60_000, 60_000);
        long before = GC.GetTotalAllocatedBytes();

        ImagingException exception = Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromBytes(bomb)));

        Assert.Contains("3,600,000,000 pixels", exception.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 10_000_000);
    }

    [Fact]
    public void Normalize_AtTheLimitOfPixels_Passes()
    {
        ImageInput input = Pictures.Input(Pictures.Plain(10, 10, SKColors.Red));

        Assert.Equal("10x10", ImageNormalizer.Normalize(input, new NormalizerOptions { MaxPixels = 100 }).Size.ToString());
        Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(input, new NormalizerOptions { MaxPixels = 99 }));
    }

    [Fact]
    public void Normalize_CutShort_SaysSo()
    {
        byte[] png = Pictures.Png(Pictures.Photograph(64, 64));

        ImagingException exception =
            Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromBytes(png.AsMemory(0, png.Length / 2))));

        Assert.Contains("cut short", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_NoPicture_SaysWhatIsTaken()
    {
        Assert.Contains(
            "is empty", Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromBytes(default))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "not a picture of a format that is read here",
            Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromBytes("hello, world"u8.ToArray()))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "cannot be read",
            Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromFile("/no/such/file.png"))).Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<ImageInput, string> Unreadable => new()
    {
        {
            ImageInput.FromFileId("file-1"),
            "(the file id 'file-1') cannot be read: the file id 'file-1' was not downloaded. Download the picture and pass its bytes with "
                + "ImageInput.FromBytes."
        },
        {
            ImageInput.FromStream(() => null!),
            "(the stream) cannot be read: The function that opens the stream returned null."
        },
        {
            ImageInput.FromStream(() => throw new InvalidOperationException("The vault is locked.")),
            "(the stream) cannot be read: The vault is locked."
        },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Normalize_InputThatCannotBeOpened_SaysWhy(ImageInput input, string why)
    {
        ImagingException exception = Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(input));

        Assert.EndsWith(why, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A0000000D49484452FFFFFFFF", "begins as a PNG file")]
    [InlineData("FFD8FFD9", "begins as a JPEG file")]
    [InlineData("524946461400000057454250565038", "begins as a WebP file")]
    [InlineData("474946383961", "begins as a GIF file")]
    public void Normalize_DamagedHeader_NamesTheFormatItHas(string file, string words)
    {
        ImagingException exception = Assert.Throws<ImagingException>(
            () => ImageNormalizer.Normalize(ImageInput.FromBytes(Convert.FromHexString(file))));

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Pass a PNG", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_JpegThatIsNotUnderstoodToItsEnd_IsWrittenAnewSoThatNoPositionIsSent()
    {
        byte[] jpeg = Pictures.WithExif(Pictures.Jpeg(Pictures.Photograph(40, 24)), 1);

        // A marker without a length, which decoders pass over.
        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes((byte[])[0xFF, 0xD8, 0xFF, 0x01, .. jpeg[2..]]));

        Assert.Equal(OutputFormat.Png, result.Format);
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(result.Bytes.Span), StringComparison.Ordinal);
        Assert.Contains("only its pixels were kept", Assert.Single(result.Steps).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalize_PngWithoutItsEnd_IsWrittenAnewSoThatNoTextIsSent()
    {
        byte[] png = Pictures.WithPngChunk(Pictures.Png(Pictures.Photograph(9, 9)), "tEXt", "Comment\0home"u8.ToArray());

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(png.AsMemory(0, png.Length - 12)));

        Assert.DoesNotContain("home", System.Text.Encoding.Latin1.GetString(result.Bytes.Span), StringComparison.Ordinal);
        Assert.True(result.IsChanged);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(8)]
    public void Normalize_PngOnItsSide_StandsUpright(ushort orientation)
    {
        SKBitmap stored = Pictures.Photograph(12, 7);
        byte[] exif = Pictures.WithExif([0xFF, 0xD8], orientation)[12..];
        byte[] png = Pictures.WithPngChunk(Pictures.Png(stored), "eXIf", exif);

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(png));

        using SKBitmap upright = Pictures.Decode(result.Bytes);
        Assert.Equal(orientation >= 5 ? "7x12" : "12x7", result.Size.ToString());
        Assert.Equal(
            Pictures.At(stored, 0, 0),
            orientation switch { 6 => Pictures.At(upright, 6, 0), 8 => Pictures.At(upright, 0, 11), _ => Pictures.At(upright, 11, 0) });
        Assert.DoesNotContain("eXIf", System.Text.Encoding.Latin1.GetString(result.Bytes.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Normalize_WebpOnItsSide_StandsUpright(bool hasJpegPrefix)
    {
        byte[] tiff = Pictures.WithExif([0xFF, 0xD8], 6)[12..];
        byte[] webp = Pictures.WithWebpExif(
            Pictures.Encode(Pictures.Photograph(20, 12, isOpaque: false), SKEncodedImageFormat.Webp, 100),
            hasJpegPrefix ? [.. "Exif\0\0"u8, .. tiff] : tiff, 20, 12);

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(webp));

        Assert.Equal("12x20", result.Size.ToString());
        Assert.Contains(result.Steps, step => step.Description.Contains("orientation 6", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 999)]
    public void Normalize_TransparentOfAnySize_KeepsEveryPixel(int width, int height)
    {
        SKBitmap picture = Pictures.Photograph(width, height, isOpaque: false);
        byte[] talkative = Pictures.WithPngChunk(Pictures.Png(picture), "tEXt", "a\0b"u8.ToArray());

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(talkative));

        using SKBitmap same = Pictures.Decode(result.Bytes);
        Assert.True(Pictures.PixelsOf(picture).SequenceEqual(Pictures.PixelsOf(same)));
    }

    [Theory]
    [InlineData(4000, 3000, "3325x2494")]
    [InlineData(3841, 10, "3840x9")]
    [InlineData(3840, 2160, "3840x2160")]
    public void Normalize_ForAModel_StaysWithinItsLimitsAndAtItsEdges(int width, int height, string size)
    {
        byte[] png = Pictures.Png(Pictures.Plain(width, height, SKColors.Teal));

        NormalizedImage result =
            ImageNormalizer.Normalize(ImageInput.FromBytes(png), new NormalizerOptions { FitModel = ImageModel.GptImage2 });

        Assert.Equal(size, result.Size.ToString());
    }

    [Fact]
    public void Normalize_LongerThanAFileMayBe_SaysSo()
    {
        Assert.Contains(
            "longer than 2 GB",
            Assert.Throws<ImagingException>(() => ImageNormalizer.Normalize(ImageInput.FromStream(() => new EndlessStream()))).Message,
            StringComparison.Ordinal);
    }

    private static string Name(SKBitmap bitmap, int x, int y)
    {
        uint pixel = Pictures.At(bitmap, x, y);
        (bool red, bool green, bool blue) = ((pixel & 0xFF) > 127, ((pixel >> 8) & 0xFF) > 127, ((pixel >> 16) & 0xFF) > 127);
        return (red, green, blue) switch
        {
            (true, false, false) => "R",
            (false, true, false) => "G",
            (false, false, true) => "B",
            (true, true, true) => "W",
            _ => "?",
        };
    }
}
