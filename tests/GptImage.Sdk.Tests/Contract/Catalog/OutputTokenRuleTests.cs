namespace GptImage.Sdk.Tests;

public sealed class OutputTokenRuleTests
{
    [Theory]
    [InlineData("gpt-image-1.5", "low", 272, 408, 400)]
    [InlineData("gpt-image-1.5", "medium", 1056, 1584, 1568)]
    [InlineData("gpt-image-1.5", "high", 4160, 6240, 6208)]
    [InlineData("gpt-image-1", "low", 272, 408, 400)]
    [InlineData("gpt-image-1", "medium", 1056, 1584, 1568)]
    [InlineData("gpt-image-1", "high", 4160, 6240, 6208)]
    public void Count_FixedSizes_IsThePublishedTable(string model, string quality, int square, int portrait, int landscape)
    {
        Assert.Equal(square, Count(model, quality, "1024x1024"));
        Assert.Equal(portrait, Count(model, quality, "1024x1536"));
        Assert.Equal(landscape, Count(model, quality, "1536x1024"));
    }

    [Theory]
    [InlineData("1024x1024", 196, 1756, 7024, 196, 439, 1756, 3122, 7024)]
    [InlineData("1536x1024", 158, 1372, 5488, 158, 343, 1372, 2459, 5488)]
    [InlineData("1024x1536", 158, 1372, 5488, 158, 343, 1372, 2459, 5488)]
    [InlineData("1536x864", 120, 1078, 4312, 120, 280, 1078, 1917, 4312)]
    [InlineData("2048x2048", 397, 3568, 14272, 397, 892, 3568, 6343, 14272)]
    [InlineData("2048x1152", 157, 1413, 5650, 157, 367, 1413, 2511, 5650)]
    [InlineData("2560x1440", 205, 1843, 7370, 205, 478, 1843, 3276, 7370)]
    [InlineData("3840x2160", 371, 3336, 13342, 371, 865, 3336, 5930, 13342)]
    [InlineData("2880x2880", 659, 5930, 23719, 659, 1483, 5930, 10542, 23719)]
    [InlineData("1440x480", 54, 517, 2067, 54, 130, 517, 905, 2067)]
    public void Count_FreeSizes_IsThePublishedTable(
        string size, int low2, int medium2, int high2, int low25, int medium25, int high25, int xhigh25, int max25)
    {
        Assert.Equal(
            (low2, medium2, high2),
            (Count("gpt-image-2", "low", size), Count("gpt-image-2", "medium", size), Count("gpt-image-2", "high", size)));
        foreach (string model in new[] { "gpt-image-2.5-sunburst", "gpt-image-2.5-flare", "gpt-image-2.6-sunburst", "gpt-image-2.6-flare" })
        {
            Assert.Equal((low25, medium25, high25), (Count(model, "low", size), Count(model, "medium", size), Count(model, "high", size)));
            Assert.Equal((xhigh25, max25), (Count(model, "xhigh", size), Count(model, "max", size)));
        }
    }

    [Fact]
    public void Count_MeasuredSmallSize_IsTheMeasuredValue() => Assert.Equal(134, Count("gpt-image-2", "low", "1024x768"));

    [Theory]
    [InlineData("gpt-image-2", "xhigh", "1024x1024")]
    [InlineData("gpt-image-2", "low", "auto")]
    [InlineData("gpt-image-2", "auto", "1024x1024")]
    [InlineData("gpt-image-1.5", "low", "2048x2048")]
    public void Count_WhatCannotBeTold_IsNull(string model, string quality, string size) => Assert.Null(Count(model, quality, size));

    [Fact]
    public void TokensPerPartialImage_IsTheMeasuredSurcharge() => Assert.Equal(100, OutputTokenRule.TokensPerPartialImage);

    private static int? Count(string model, string quality, string size) =>
        ImageModelCatalog.Find(new ImageModel(model))!.OutputTokens!.Count(new ImageQuality(quality), ImageSize.Parse(size));
}
