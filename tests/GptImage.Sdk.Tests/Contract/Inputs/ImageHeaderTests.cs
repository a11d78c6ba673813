using CsCheck;

namespace GptImage.Sdk.Tests;

public sealed class ImageHeaderTests
{
    public static TheoryData<string> SampleNames => [.. Samples.Keys];

    private static Dictionary<string, byte[]> Samples { get; } = new()
    {
        ["png"] = SamplePictures.Png(1024, 768),
        ["png tRNS"] = SamplePictures.Png(33, 44, colorType: 3, chunks: [("PLTE", new byte[12]), ("tRNS", new byte[4])]),
        ["png caBX"] = SamplePictures.Png(1024, 1024, colorType: 2, chunks: ("caBX", new byte[97_052])),
        ["jpeg"] =
            SamplePictures.Jpeg(640, 480,
            segments: [SamplePictures.JpegSegment(0xE0, new byte[14]), SamplePictures.JpegExif(6, isLittle: true)]),
        ["jpeg fill"] = SamplePictures.Jpeg(640, 480, fillBytes: 7),
        ["webp lossy"] = SamplePictures.WebpLossy(300, 200),
        ["webp lossless"] = SamplePictures.WebpLossless(300, 200, hasAlpha: true),
        ["webp extended"] =
            SamplePictures.WebpExtended(300, 200, 0x18, ("ALPH", new byte[31]), ("VP8 ", SamplePictures.WebpLossyData(300, 200)),
            ("EXIF", SamplePictures.Exif(6, isLittle: false))),
        ["gif"] = SamplePictures.Gif(320, 240),
        ["svg"] = "\uFEFF <?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(),
    };

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void Read_Png_HasAlphaByColorType(byte colorType, bool hasAlpha)
    {
        ImageHeader? header = ImageHeader.Read(SamplePictures.Png(1024, 768, colorType).AsSpan());

        Assert.Equal(new ImageHeader { Format = OutputFormat.Png, Size = new ImageSize(1024, 768), HasAlpha = hasAlpha }, header);
        Assert.Equal("image/png", header?.MediaType);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_PngWithTransparentColor_HasAlpha(byte colorType) =>
        Assert.True(ImageHeader.Read(SamplePictures.Png(colorType: colorType, chunks: ("tRNS", new byte[6])).AsSpan())?.HasAlpha);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public void Read_Png_HasItsBitDepth(byte depth) =>
        Assert.Equal(depth, ImageHeader.Read(SamplePictures.Png(colorType: 0, depth: depth).AsSpan())?.BitsPerChannel);

    [Fact]
    public void Read_InterlacedPng_HasItsSize() =>
        Assert.Equal("1000x700", ImageHeader.Read(SamplePictures.Png(1000, 700, interlaced: true).AsSpan())?.Size.ToString());

    [Fact]
    public void Read_PngWithLargeContentCredentials_FindsWhatIsBehindThem()
    {
        ImageHeader? header =
            ImageHeader.Read(
                SamplePictures.Png(1024, 1024, colorType: 2, chunks: [("caBX", new byte[97_052]), ("tRNS", new byte[6])]).AsSpan());

        Assert.Equal(new ImageHeader
        {
            Format = OutputFormat.Png,
            Size = new ImageSize(1024, 1024),
            HasAlpha = true,
            HasContentCredentials = true,
        }, header);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    [InlineData(-1, 10)]
    public void Read_PngWithoutSides_IsNothing(int width, int height) =>
        Assert.Null(ImageHeader.Read(SamplePictures.Png(width, height).AsSpan()));

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    [InlineData(0xC2)]
    [InlineData(0xCF)]
    public void Read_Jpeg_HasItsSizeInEveryKindOfFrame(byte frame)
    {
        ImageHeader? header = ImageHeader.Read(SamplePictures.Jpeg(640, 480, frame: frame).AsSpan());

        Assert.Equal(new ImageHeader { Format = OutputFormat.Jpeg, Size = new ImageSize(640, 480) }, header);
        Assert.Equal("image/jpeg", header?.MediaType);
    }

    [Fact]
    public void Read_JpegTables_AreNoFrames()
    {
        byte[] tables =
            [.. SamplePictures.JpegSegment(0xC4, new byte[30]), .. SamplePictures.JpegSegment(0xDB, new byte[65]),
            .. SamplePictures.JpegSegment(0xCC, new byte[9])];

        Assert.Equal("640x480", ImageHeader.Read(SamplePictures.Jpeg(640, 480, segments: tables).AsSpan())?.Size.ToString());
    }

    [Theory]
    [InlineData(1, true, "640x480")]
    [InlineData(2, true, "640x480")]
    [InlineData(3, true, "640x480")]
    [InlineData(4, true, "640x480")]
    [InlineData(5, true, "480x640")]
    [InlineData(6, true, "480x640")]
    [InlineData(7, true, "480x640")]
    [InlineData(8, true, "480x640")]
    [InlineData(9, true, "640x480")]
    [InlineData(1, false, "640x480")]
    [InlineData(2, false, "640x480")]
    [InlineData(3, false, "640x480")]
    [InlineData(4, false, "640x480")]
    [InlineData(5, false, "480x640")]
    [InlineData(6, false, "480x640")]
    [InlineData(7, false, "480x640")]
    [InlineData(8, false, "480x640")]
    public void Read_JpegWithOrientation_HasTheSizeAfterTurning(ushort orientation, bool isLittle, string expected)
    {
        byte[] jpeg = SamplePictures.Jpeg(640, 480, segments: SamplePictures.JpegExif(orientation, isLittle));

        Assert.Equal(expected, ImageHeader.Read(jpeg.AsSpan())?.Size.ToString());
    }

    [Fact]
    public void Read_JpegWithXmpBehindExif_KeepsTheOrientation()
    {
        byte[] jpeg =
            SamplePictures.Jpeg(640, 480,
            segments: [SamplePictures.JpegExif(6, isLittle: true),
            SamplePictures.JpegSegment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8])]);

        Assert.Equal("480x640", ImageHeader.Read(jpeg.AsSpan())?.Size.ToString());
    }

    [Fact]
    public void Read_JpegWithFourComponents_IsCmyk() => Assert.True(ImageHeader.Read(SamplePictures.Jpeg(components: 4).AsSpan())?.IsCmyk);

    [Theory]
    [InlineData("JP\0\u0001\0\0\0\u0001\0\0\u0001\0jumb\0\0\0\u0030jumdc2pa\0\u0011\0\u0010", true)]
    [InlineData("JP\0\u0001\0\0\0\u0001\0\0\u0001\0jumb\0\0\0\u0030jumdjson\0\u0011\0\u0010", false)]
    [InlineData("XX\0\u0001\0\0\0\u0001\0\0\u0001\0jumb\0\0\0\u0030jumdc2pa\0\u0011\0\u0010", false)]
    [InlineData("JP\0\u0001\0\0\0\u0001\0\0\u0001\0jumb\0\0\0\u0030jumdc2p", false)]
    [InlineData("JP", false)]
    [InlineData("", false)]
    public void Read_JpegWithBoxes_HasContentCredentialsWhenTheyAreC2pa(string content, bool hasCredentials)
    {
        byte[] jpeg = SamplePictures.Jpeg(
            640, 480, segments: SamplePictures.JpegSegment(0xEB, System.Text.Encoding.Latin1.GetBytes(content)));

        Assert.Equal(hasCredentials, ImageHeader.Read(jpeg.AsSpan())?.HasContentCredentials);
        Assert.Equal("640x480", ImageHeader.Read(jpeg.AsSpan())?.Size.ToString());
    }

    /// <summary>What cameras and editors leave between segments, and what decoders pass over.</summary>
    [Theory]
    [InlineData("00")]
    [InlineData("0000")]
    [InlineData("000000")]
    [InlineData("00000000")]
    [InlineData("0102030405060708090A")]
    [InlineData("FF00")]
    [InlineData("00FF00FF")]
    [InlineData("FFD0")]
    [InlineData("FFD7FF01")]
    [InlineData("FFE30000")]
    [InlineData("FFE30001")]
    public void Read_JpegWithBytesBetweenSegments_HasItsSizeAndOrientation(string between)
    {
        byte[] stray = Convert.FromHexString(between);

        byte[] before = SamplePictures.Jpeg(640, 480, segments: [SamplePictures.JpegExif(6, isLittle: true), stray]);
        byte[] behind = SamplePictures.Jpeg(
            640, 480, segments: [SamplePictures.JpegSegment(0xE0, new byte[14]), stray, SamplePictures.JpegExif(6, isLittle: true)]);

        Assert.Equal("480x640", ImageHeader.Read(before.AsSpan())?.Size.ToString());
        Assert.Equal("480x640", ImageHeader.Read(behind.AsSpan())?.Size.ToString());
        Assert.Equal("480x640", ImageHeader.Read(PiecewiseStream.OfSingleBytes(behind))?.Size.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(50)]
    public void Read_JpegWithFillBytes_HasItsSize(int fillBytes) =>
        Assert.Equal("640x480", ImageHeader.Read(SamplePictures.Jpeg(640, 480, fillBytes: fillBytes).AsSpan())?.Size.ToString());

    [Fact]
    public void Read_JpegWithoutFrame_IsNothing() =>
        Assert.Null(ImageHeader.Read([0xFF, 0xD8, .. SamplePictures.JpegSegment(0xDA, new byte[8]), 1, 2, 3, 0xFF, 0xD9]));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(300, 200)]
    [InlineData(16_383, 16_383)]
    public void Read_Webp_HasItsSizeInEveryForm(int width, int height)
    {
        Assert.Equal(
            new ImageHeader { Format = OutputFormat.Webp, Size = new ImageSize(width, height) },
            ImageHeader.Read(SamplePictures.WebpLossy(width, height).AsSpan()));
        Assert.Equal(
            new ImageHeader { Format = OutputFormat.Webp, Size = new ImageSize(width, height) },
            ImageHeader.Read(SamplePictures.WebpLossless(width, height, hasAlpha: false).AsSpan()));
        Assert.Equal(
            new ImageHeader { Format = OutputFormat.Webp, Size = new ImageSize(width, height), HasAlpha = true },
            ImageHeader.Read(SamplePictures.WebpLossless(width, height, hasAlpha: true).AsSpan()));
        Assert.Equal(
            new ImageHeader { Format = OutputFormat.Webp, Size = new ImageSize(width, height) },
            ImageHeader.Read(SamplePictures.WebpExtended(width, height, 0).AsSpan()));
        Assert.Equal(
            new ImageHeader { Format = OutputFormat.Webp, Size = new ImageSize(width, height), HasAlpha = true },
            ImageHeader.Read(SamplePictures.WebpExtended(width, height, 0x10).AsSpan()));
    }

    [Theory]
    [InlineData(1, "300x200")]
    [InlineData(6, "200x300")]
    public void Read_WebpWithOrientation_HasTheSizeAfterTurning(ushort orientation, string expected)
    {
        byte[] plain =
            SamplePictures.WebpExtended(300, 200, 0x08, ("VP8 ", SamplePictures.WebpLossyData(300, 200)),
            ("EXIF", SamplePictures.Exif(orientation, isLittle: true)));
        byte[] prefixed =
            SamplePictures.WebpExtended(300, 200, 0x08, ("EXIF", [.. "Exif\0\0"u8, .. SamplePictures.Exif(orientation, isLittle: false)]),
            ("VP8 ", SamplePictures.WebpLossyData(300, 200)));

        Assert.Equal(expected, ImageHeader.Read(plain.AsSpan())?.Size.ToString());
        Assert.Equal(expected, ImageHeader.Read(prefixed.AsSpan())?.Size.ToString());
    }

    [Fact]
    public void Read_WebpWithManifest_HasContentCredentials() =>
        Assert.True(
            ImageHeader.Read(
                SamplePictures.WebpExtended(300, 200, 0, ("VP8 ", SamplePictures.WebpLossyData(300, 200)), ("C2PA", new byte[101]))
                .AsSpan())?.HasContentCredentials);

    [Fact]
    public void Read_Gif_HasItsSize()
    {
        ImageHeader? header = ImageHeader.Read(SamplePictures.Gif(320, 240).AsSpan());

        Assert.Equal((OutputFormat.Gif, "320x240", "image/gif"), (header?.Format, header?.Size.ToString(), header?.MediaType));
    }

    [Theory]
    [InlineData("<svg/>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    [InlineData("\uFEFF<svg/>")]
    [InlineData("<?xml version=\"1.0\"?>\n<svg/>")]
    [InlineData("\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><svg/>")]
    [InlineData("\r\n  <svg/>")]
    public void Read_Svg_IsSeenByItsBeginning(string text)
    {
        ImageHeader? header = ImageHeader.Read(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal((OutputFormat.Svg, true, "image/svg+xml"), (header?.Format, header?.Size.IsAuto, header?.MediaType));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("This is a text file that is called picture.png.")]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("RIFF0000WAVEfmt ")]
    [InlineData("GIF8")]
    public void Read_NoPicture_IsNothing(string text) => Assert.Null(ImageHeader.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Read_CutAtAnyByte_NeverThrowsAndKnowsNoOtherSize(string name)
    {
        byte[] picture = Samples[name];
        ImageHeader? whole = ImageHeader.Read(picture.AsSpan());

        for (int length = 0; length < Math.Min(picture.Length, 400); length++)
        {
            ImageHeader? cut = ImageHeader.Read(picture.AsSpan(0, length));

            Assert.True(cut is null || cut.Format == whole?.Format, $"{length} bytes of {name} are read as {cut}");
        }
    }

    [Theory]
    [MemberData(nameof(SampleNames))]
    public void Read_SingleBytes_IsTheSameAsInOnePiece(string name)
    {
        byte[] picture = Samples[name];

        Assert.NotNull(ImageHeader.Read(picture.AsSpan()));
        Assert.Equal(ImageHeader.Read(picture.AsSpan()), ImageHeader.Read(PiecewiseStream.OfSingleBytes(picture)));
    }

    [Fact]
    public void Read_DamagedInAnyBlocks_IsTheSameAsInOnePiece() =>
        Gen.Select(
                Gen.OneOfConst([.. Samples.Values.Where(sample => sample.Length < 1000)]),
                Gen.Select(Gen.Int[0, 120], Gen.Byte).Array[0, 6],
                Gen.Int[0, 200].Array[0, 12])
            .Check(5000, (sample, damages, borders) =>
                {
                    byte[] picture = [.. sample];
                    foreach ((int place, byte value) in damages.Where(damage => damage.Item1 < sample.Length))
                    {
                        picture[place] = value;
                    }

                    Assert.Equal(ImageHeader.Read(picture.AsSpan()), ImageHeader.Read(new PiecewiseStream(picture, borders)));
                });

    [Fact]
    public void Read_Garbage_NeverThrows() =>
        Gen.Byte.Array[0, 300].Check(5000, bytes => Assert.True(ImageHeader.Read(bytes.AsSpan()) is null or { Format.Value.Length: > 0 }));
}
