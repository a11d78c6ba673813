namespace GptImage.Sdk.Tests;

public sealed class ImageOrientationTests
{
    public static TheoryData<string, int> Files => new MatrixTheoryData<string, int>(
        ["png", "png behind the pixels", "png with the prefix of JPEG", "jpeg", "webp", "webp with the prefix of JPEG", "webp, long"],
        [1, 2, 3, 4, 5, 6, 7, 8]);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EveryFormatAndValue_IsWhatExifSays(string kind, int orientation)
    {
        byte[] exif = SamplePictures.Exif((ushort)orientation, isLittle: orientation % 2 == 0);
        byte[] prefixed = [.. "Exif\0\0"u8, .. exif];
        byte[] picture = kind switch
        {
            "png" => SamplePictures.Png(300, 200, chunks: ("eXIf", exif)),
            "png behind the pixels" => SamplePictures.Png(300, 200, chunks: [("IDAT", new byte[9000]), ("eXIf", exif)]),
            "png with the prefix of JPEG" => SamplePictures.Png(300, 200, chunks: ("eXIf", prefixed)),
            "jpeg" => SamplePictures.Jpeg(300, 200, segments: SamplePictures.JpegExif((ushort)orientation, isLittle: true)),
            "webp" => SamplePictures.WebpExtended(300, 200, 8, ("EXIF", exif)),
            "webp with the prefix of JPEG" => SamplePictures.WebpExtended(300, 200, 8, ("EXIF", prefixed)),
            _ => SamplePictures.WebpExtended(300, 200, 8, ("EXIF", [.. exif, .. new byte[100_000]])),
        };

        Assert.Equal(orientation, ImageOrientation.Read(picture));
        ImageSize shown = orientation >= 5 ? new ImageSize(200, 300) : new ImageSize(300, 200);
        Assert.Equal(shown, ImageHeader.Read(picture.AsSpan())?.Size);
        Assert.Equal(shown, ImageHeader.Read(new MemoryStream(picture))?.Size);
    }

    [Fact]
    public void Read_FileThatDoesNotSay_IsUpright()
    {
        Assert.Equal(1, ImageOrientation.Read(SamplePictures.Png()));
        Assert.Equal(1, ImageOrientation.Read(SamplePictures.Png(chunks: ("eXIf", SamplePictures.Exif(9, isLittle: true)))));
        Assert.Equal(1, ImageOrientation.Read("This is not a picture."u8));
        Assert.Equal(1, ImageOrientation.Read([]));
    }

    [Fact]
    public void Read_TwoBlocks_TakesTheFirstThatNamesOne()
    {
        byte[] jpeg = SamplePictures.Jpeg(
            segments: [SamplePictures.JpegExif(0, isLittle: true), SamplePictures.JpegExif(3, isLittle: true),
                SamplePictures.JpegExif(6, isLittle: true)]);

        Assert.Equal(3, ImageOrientation.Read(jpeg));
    }
}
