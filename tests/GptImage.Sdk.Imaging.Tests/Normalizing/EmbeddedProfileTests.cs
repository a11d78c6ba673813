using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Normalizing;

public sealed class EmbeddedProfileTests
{
    public static TheoryData<string, bool> Kinds => new()
    {
        { "none", false },
        { "matrix", false },
        { "gray", true },
        { "table", true },
        { "table and sRGB", true },
        { "table and primaries", true },
        { "damaged", true },
    };

    internal static byte[] ProfileFor(string kind) => kind switch
    {
        "matrix" => IccProfile.Matrix(),
        "gray" => IccProfile.Gray(),
        "table" => IccProfile.Table(),
        "table and sRGB" => IccProfile.TableAndMatrix(isSrgb: true),
        "table and primaries" => IccProfile.TableAndMatrix(isSrgb: false),
        _ => IccProfile.Damaged(),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_EachContainer_FindsTheProfileAndTellsWhetherDecodingResolvedIt(string kind, bool isResolved)
    {
        SKBitmap photograph = Pictures.Photograph(24, 16);
        byte[] png = Pictures.Png(photograph);
        byte[] jpeg = Pictures.Jpeg(photograph);
        byte[] webp = Pictures.Encode(photograph, SKEncodedImageFormat.Webp, 90);
        byte[]? profile = kind == "none" ? null : ProfileFor(kind);
        byte[][] files = profile is null
            ? [png, jpeg, webp]
            : [IccProfile.InPng(png, profile), IccProfile.InJpeg(jpeg, profile), IccProfile.InWebp(webp, profile, 24, 16)];

        Assert.All(files, file => Assert.Equal(profile, kind == "none" ? null : EmbeddedProfile.Read(file)));
        Assert.All(files, file => Assert.Equal(isResolved, EmbeddedProfile.IsResolvedByDecoding(file)));
    }

    [Theory]
    [InlineData("table")]
    [InlineData("table and sRGB")]
    [InlineData("table and primaries")]
    [InlineData("damaged")]
    public void Normalize_ProfileThatTheServiceMayReadOtherwise_IsBroughtToSrgbAndSaid(string kind)
    {
        byte[] png = IccProfile.InPng(Pictures.Png(Pictures.Plain(24, 16, new SKColor(200, 60, 20))), ProfileFor(kind));

        NormalizedImage result = ImageNormalizer.Normalize(ImageInput.FromBytes(png));

        Assert.Equal(NormalizerStepKind.ColorProfile, Assert.Single(result.Steps).Kind);
        Assert.Null(EmbeddedProfile.Read(result.Bytes.Span));
        uint color = Pictures.At(Pictures.Decode(result.Bytes), 3, 3);
        if (kind.StartsWith("table", StringComparison.Ordinal))
        {
            // The table exchanges red and blue.
            Assert.InRange((int)(color & 0xFF), 0, 60);
            Assert.InRange((int)((color >> 16) & 0xFF), 180, 220);
        }
    }

    [Fact]
    public void Normalize_TableThatIsToBeKept_KeepsTheFile()
    {
        byte[] png = IccProfile.InPng(Pictures.Png(Pictures.Plain(24, 16, new SKColor(200, 60, 20))), IccProfile.Table());

        NormalizedImage result =
            ImageNormalizer.Normalize(ImageInput.FromBytes(png), new NormalizerOptions { ConvertToSrgb = false });

        Assert.False(result.IsChanged);
    }
}
