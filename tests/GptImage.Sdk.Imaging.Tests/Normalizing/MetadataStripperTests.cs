using System.Buffers.Binary;
using System.Text;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Normalizing;

public sealed class MetadataStripperTests
{
    private const string Person = "JANE DOE C:\\Users\\jane";

    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(Person);

    public static TheoryData<byte, string, string> PrivateSegments => new()
    {
        { 0xE0, "II\x1A\0\0\0HEAPCCDR", "camera data (APP0)" },
        { 0xE0, "JFXX\0\x13", "a thumbnail" },
        { 0xE0, "AVI1\0", "camera data (APP0)" },
        { 0xE0, "JFIF", "camera data (APP0)" },
        { 0xE1, "Exif\0\0MM\0*", "EXIF" },
        { 0xE1, "http://ns.adobe.com/xap/1.0/\0", "XMP" },
        { 0xE1, "QVCI\0", "camera data (APP1)" },
        { 0xE2, "FPXR\0", "camera data (APP2)" },
        { 0xE2, "MPF\0", "a list of further pictures" },
        { 0xE2, "ICC_PROFILE_", "camera data (APP2)" },
        { 0xE3, "Meta\0\0II*\0", "camera data (APP3)" },
        { 0xE4, "", "camera data (APP4)" },
        { 0xEB, "JP", "content credentials" },
        { 0xEC, "Ducky", "camera data (APP12)" },
        { 0xED, "Photoshop 3.0\0", "IPTC" },
        { 0xEE, "II*\0", "camera data (APP14)" },
        { 0xEE, "Adob", "camera data (APP14)" },
        { 0xEF, "", "camera data (APP15)" },
        { 0xF0, "", "an extension" },
        { 0xFE, "", "a comment" },
    };

    [Theory]
    [MemberData(nameof(PrivateSegments))]
    public void Strip_JpegSegmentThatPixelsDoNotNeed_IsLeftOutAndNamed(byte marker, string start, string name)
    {
        byte[] plain = Pictures.Jpeg(Pictures.Photograph(24, 16));
        byte[] talkative = [0xFF, 0xD8, .. Segment(marker, [.. Encoding.Latin1.GetBytes(start), .. Secret]), .. plain[2..]];

        MetadataStripper.Result result = MetadataStripper.Strip(talkative);

        Assert.True(result.IsWhole);
        Assert.Equal([name], result.Dropped);
        Assert.True(result.Bytes.Span.SequenceEqual(plain));
    }

    [Fact]
    public void Strip_JfifWithThumbnail_EmptiesItAndKeepsTheDensity()
    {
        byte[] plain = Pictures.Jpeg(Pictures.Photograph(24, 16));
        Assert.True(plain.AsSpan(2).StartsWith<byte>([0xFF, 0xE0, 0, 16]));
        byte[] jfif = [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 2, 4, .. Secret, 0, 0];
        byte[] talkative = [0xFF, 0xD8, .. Segment(0xE0, jfif), .. plain[20..]];

        MetadataStripper.Result result = MetadataStripper.Strip(talkative);

        byte[] expected = [0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 0, 0]), .. plain[20..]];
        Assert.True(result.Bytes.Span.SequenceEqual(expected));
        Assert.Equal(["a thumbnail"], result.Dropped);
    }

    [Fact]
    public void Strip_AdobeMarkerWithMoreBehindIt_KeepsTheMarkerAlone()
    {
        byte[] cmyk = CmykJpeg.Write();
        byte[] adobe = [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];
        byte[] talkative = [0xFF, 0xD8, .. Segment(0xEE, [.. adobe, .. Secret]), .. cmyk[18..]];

        MetadataStripper.Result result = MetadataStripper.Strip(talkative);

        Assert.True(result.Bytes.Span.SequenceEqual(cmyk));
        Assert.Equal(["data behind the Adobe marker"], result.Dropped);
    }

    [Fact]
    public void Strip_JpegWithProfile_KeepsIt()
    {
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        byte[] jpeg = Pictures.Jpeg(Pictures.Photograph(24, 16, colors: wide));
        Assert.Contains("ICC_PROFILE", Encoding.Latin1.GetString(jpeg), StringComparison.Ordinal);

        MetadataStripper.Result result = MetadataStripper.Strip(jpeg);

        Assert.Empty(result.Dropped);
        Assert.True(result.Bytes.Span.SequenceEqual(jpeg));
    }

    [Fact]
    public void Strip_JpegBehindWhichAnotherFollows_LeavesThatOut()
    {
        byte[] plain = Pictures.Jpeg(Pictures.Photograph(24, 16));

        MetadataStripper.Result result = MetadataStripper.Strip((byte[])[.. plain, .. plain]);

        Assert.True(result.Bytes.Span.SequenceEqual(plain));
        Assert.Equal(["data behind the picture"], result.Dropped);
    }

    [Theory]
    [InlineData("tEXt", "text")]
    [InlineData("eXIf", "EXIF")]
    [InlineData("prVW", "the chunk prVW")]
    [InlineData("ab\0c", "a chunk without a name")]
    public void Strip_PngChunkThatPixelsDoNotNeed_IsLeftOutAndNamed(string type, string name)
    {
        byte[] plain = Pictures.Png(Pictures.Photograph(9, 9));

        MetadataStripper.Result result = MetadataStripper.Strip(Pictures.WithPngChunk(plain, type, Secret));

        Assert.True(result.Bytes.Span.SequenceEqual(plain));
        Assert.Equal([name], result.Dropped);
    }

    [Theory]
    [InlineData("XMP ", "XMP")]
    [InlineData("XMP\0", "XMP")]
    [InlineData("EXIF", "EXIF")]
    [InlineData("abcd", "the chunk abcd")]
    [InlineData("\0\x1\x2\x3", "a chunk without a name")]
    public void Strip_WebpChunkThatPixelsDoNotNeed_IsLeftOutAndNamed(string type, string name)
    {
        byte[] plain = Pictures.Encode(Pictures.Photograph(20, 12, isOpaque: false), SKEncodedImageFormat.Webp, 90);
        byte[] talkative = [.. plain, .. Encoding.ASCII.GetBytes(type), (byte)Secret.Length, 0, 0, 0, .. Secret];
        BinaryPrimitives.WriteInt32LittleEndian(talkative.AsSpan(4), talkative.Length - 8);

        MetadataStripper.Result result = MetadataStripper.Strip(talkative);

        Assert.Equal([name], result.Dropped);
        Assert.True(result.Bytes.Span.SequenceEqual(plain));
    }

    [Fact]
    public void Strip_WebpWithFramesInside_IsNotTakenAsWhole()
    {
        byte[] plain = Pictures.Encode(Pictures.Photograph(20, 12, isOpaque: false), SKEncodedImageFormat.Webp, 90);
        byte[] framed = [.. plain, .. "ANMF"u8, (byte)Secret.Length, 0, 0, 0, .. Secret];
        BinaryPrimitives.WriteInt32LittleEndian(framed.AsSpan(4), framed.Length - 8);

        Assert.False(MetadataStripper.Strip(framed).IsWhole);
    }

    [Fact]
    public void Normalize_WebpWithOddChunks_NamesThemInCleanWords()
    {
        byte[] plain = Pictures.Encode(Pictures.Photograph(20, 12, isOpaque: false), SKEncodedImageFormat.Webp, 90);
        byte[] talkative = [.. plain, .. "EXIF"u8, 2, 0, 0, 0, 1, 2, .. "XMP\0"u8, 2, 0, 0, 0, 1, 2];
        BinaryPrimitives.WriteInt32LittleEndian(talkative.AsSpan(4), talkative.Length - 8);

        NormalizerStep step = Assert.Single(ImageNormalizer.Normalize(ImageInput.FromBytes(talkative)).Steps);

        Assert.Equal("Left out: EXIF, XMP.", step.Description);
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        byte[] head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(content.Length + 2));
        return [.. head, .. content];
    }
}
