using CsCheck;

namespace GptImage.Sdk.Tests;

public sealed class ImageSizeTests
{
    [Fact]
    public void Auto_IsTheDefault()
    {
        ImageSize size = default;

        Assert.Equal(ImageSize.Auto, size);
        Assert.True(size.IsAuto);
        Assert.Equal("auto", size.ToString());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void Constructor_SideBelowOne_Throws(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageSize(width, height));

    [Theory]
    [InlineData("auto")]
    [InlineData("1x1")]
    [InlineData("1024x1024")]
    [InlineData("3840x2160")]
    [InlineData("2147483647x1")]
    public void Parse_LegalText_ComesBackAsText(string text) => Assert.Equal(text, ImageSize.Parse(text).ToString());

    [Fact]
    public void Parse_TwoNumbers_AreWidthAndHeight()
    {
        ImageSize size = ImageSize.Parse("1536x1024");

        Assert.Equal((1536, 1024), (size.Width, size.Height));
    }

    [Theory]
    [InlineData("")]
    [InlineData("banana")]
    [InlineData("Auto")]
    [InlineData("AUTO")]
    [InlineData("1024X1024")]
    [InlineData(" 1x1")]
    [InlineData("1x1 ")]
    [InlineData("1 x1")]
    [InlineData("0x0")]
    [InlineData("0x1")]
    [InlineData("1x0")]
    [InlineData("-1x5")]
    [InlineData("+1x5")]
    [InlineData("1.5x2")]
    [InlineData("1,024x1,024")]
    [InlineData("x")]
    [InlineData("1x")]
    [InlineData("x1")]
    [InlineData("1x1x1")]
    [InlineData("2147483648x1")]
    [InlineData("1024\0x1024")]
    [InlineData("1024x1024\0")]
    [InlineData("1024x1024\0\0\0")]
    [InlineData("99999999999999999999x1")]
    [InlineData("١٠٢٤x١٠٢٤")]
    public void Parse_AnythingElse_ThrowsAndNamesAnExample(string text)
    {
        FormatException exception = Assert.Throws<FormatException>(() => ImageSize.Parse(text));

        Assert.Contains($"'{text}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("1536x1024", exception.Message, StringComparison.Ordinal);
        Assert.False(ImageSize.TryParse(text, out ImageSize size));
        Assert.True(size.IsAuto);
    }

    [Fact]
    public void TryParse_Null_IsFalse() => Assert.False(ImageSize.TryParse(null, out _));

    [Fact]
    public void Parse_Null_Throws() => Assert.Throws<ArgumentNullException>(() => ImageSize.Parse(null!));

    [Theory]
    [InlineData(16, 9, Resolution.OneK, "1280x720")]
    [InlineData(16, 9, Resolution.TwoK, "2048x1152")]
    [InlineData(16, 9, Resolution.FourK, "3840x2160")]
    [InlineData(9, 16, Resolution.OneK, "720x1280")]
    [InlineData(9, 16, Resolution.TwoK, "1152x2048")]
    [InlineData(9, 16, Resolution.FourK, "2160x3840")]
    [InlineData(1, 1, Resolution.OneK, "1024x1024")]
    [InlineData(1, 1, Resolution.TwoK, "2048x2048")]
    [InlineData(1, 1, Resolution.FourK, "2880x2880")]
    [InlineData(1920, 1080, Resolution.TwoK, "2048x1152")]
    [InlineData(2_000_000_000, 2_000_000_000, Resolution.OneK, "1024x1024")]
    [InlineData(3, 1, Resolution.FourK, "3840x1280")]
    public void FromAspectRatio_KnownRatio_IsTheKnownSize(int width, int height, Resolution resolution, string expected) =>
        Assert.Equal(expected, ImageSize.FromAspectRatio(width, height, resolution).ToString());

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    [InlineData(300, 100)]
    [InlineData(299, 100)]
    public void FromAspectRatio_UpToThreeToOne_IsLegal(int width, int height) =>
        AssertLegal(ImageSize.FromAspectRatio(width, height));

    [Theory]
    [InlineData(301, 100)]
    [InlineData(100, 301)]
    [InlineData(4, 1)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    public void FromAspectRatio_BeyondThreeToOne_ThrowsAndNamesTheLimit(int width, int height)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => ImageSize.FromAspectRatio(width, height));

        Assert.Contains("3:1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-16, 9)]
    public void FromAspectRatio_PartBelowOne_Throws(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageSize.FromAspectRatio(width, height));

    [Fact]
    public void FromAspectRatio_UnknownResolution_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageSize.FromAspectRatio(1, 1, (Resolution)3));

    [Fact]
    public void FromAspectRatio_AnyRatio_IsLegalCloseAndNoLongerThanNeeded() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[0, 2])
            .Where(ratio => Math.Max(ratio.Item1, ratio.Item2) <= 3 * Math.Min(ratio.Item1, ratio.Item2))
            .Check(300, (width, height, resolution) =>
                {
                    ImageSize size = ImageSize.FromAspectRatio(width, height, (Resolution)resolution);

                    AssertLegal(size);
                    int edge = resolution switch { 0 => 1024, 1 => 2048, _ => 3840 };
                    double wanted = (double)width / height;
                    Assert.True(Math.Abs((size.Width / (double)size.Height / wanted) - 1) <= 0.0101, $"{width}:{height} became {size}");
                    Assert.True(Math.Max(size.Width, size.Height) <= edge
                        || SmallestPixelsAt(edge, wanted) < 655_360 * 1.05, $"{width}:{height} became {size}");
                    ImageSize turned = ImageSize.FromAspectRatio(height, width, (Resolution)resolution);
                    Assert.Equal((size.Width, size.Height), (turned.Height, turned.Width));
                });

    [Theory]
    [InlineData("1000x700", "gpt-image-2", "1008x704")]
    [InlineData("4000x2250", "gpt-image-2", "3840x2160")]
    [InlineData("8000x8000", "gpt-image-2", "2880x2880")]
    [InlineData("4000x3000", "gpt-image-2", "3264x2448")]
    [InlineData("3000x4000", "gpt-image-2", "2448x3264")]
    [InlineData("100x75", "gpt-image-2", "960x720")]
    [InlineData("9000x1000", "gpt-image-2", "3840x1280")]
    [InlineData("1000x700", "gpt-image-1.5", "1536x1024")]
    [InlineData("4096x4096", "gpt-image-2.5-flare", "2880x2880")]
    [InlineData("1x1", "gpt-image-2.6-sunburst", "816x816")]
    [InlineData("1025x1024", "gpt-image-1.5", "1024x1024")]
    [InlineData("1920x1080", "gpt-image-1-mini", "1536x1024")]
    [InlineData("1080x1920", "chatgpt-image-latest", "1024x1536")]
    [InlineData("1000x700", "unheard-of", "1008x704")]
    public void Nearest_IllegalSize_IsTheClosestLegalOne(string size, string model, string expected) =>
        Assert.Equal(expected, ImageSize.Parse(size).Nearest(new ImageModel(model)).ToString());

    [Theory]
    [InlineData("auto", "gpt-image-2")]
    [InlineData("816x816", "gpt-image-2")]
    [InlineData("1440x480", "gpt-image-2")]
    [InlineData("3840x2160", "gpt-image-2.6-flare")]
    [InlineData("2880x2880", "gpt-image-2.5-sunburst")]
    [InlineData("auto", "gpt-image-1.5")]
    [InlineData("1024x1536", "gpt-image-1.5")]
    public void Nearest_LegalSize_IsUnchanged(string size, string model) =>
        Assert.Equal(size, ImageSize.Parse(size).Nearest(new ImageModel(model)).ToString());

    [Fact]
    public void Nearest_AnySize_IsLegal() =>
        Gen.Select(Gen.Int[1, 8000], Gen.Int[1, 8000])
            .Check(200, (width, height) => AssertLegal(new ImageSize(width, height).Nearest(ImageModel.GptImage2)));

    [Fact]
    public void Nearest_EnormousSize_IsLegal() => AssertLegal(new ImageSize(int.MaxValue, int.MaxValue).Nearest(ImageModel.GptImage2));

    [Theory]
    [InlineData("1024x1024", nameof(ImageSize.Square))]
    [InlineData("1536x1024", nameof(ImageSize.Landscape))]
    [InlineData("1024x1536", nameof(ImageSize.Portrait))]
    [InlineData("2048x2048", nameof(ImageSize.Square2K))]
    [InlineData("2048x1152", nameof(ImageSize.Landscape2K))]
    [InlineData("1152x2048", nameof(ImageSize.Portrait2K))]
    [InlineData("3840x2160", nameof(ImageSize.Landscape4K))]
    [InlineData("2160x3840", nameof(ImageSize.Portrait4K))]
    public void Preset_IsWhatItsNameSays(string expected, string name) =>
        Assert.Equal(expected, typeof(ImageSize).GetProperty(name)?.GetValue(null)?.ToString());

    private static double SmallestPixelsAt(int edge, double ratio) => ratio >= 1 ? edge * (edge / ratio) : edge * (edge * ratio);

    private static void AssertLegal(ImageSize size)
    {
        Assert.Equal((0, 0), (size.Width % 16, size.Height % 16));
        Assert.InRange(Math.Max(size.Width, size.Height), 1, 3840);
        Assert.InRange(Math.Max(size.Width, size.Height), 1, 3 * Math.Min(size.Width, size.Height));
        Assert.InRange(size.Width * (long)size.Height, 655_360, 8_294_400);
    }
}
