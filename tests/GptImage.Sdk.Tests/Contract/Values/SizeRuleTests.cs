namespace GptImage.Sdk.Tests;

public sealed class SizeRuleTests
{
    [Fact]
    public void Free_HasTheLimitsOfTheService()
    {
        SizeRule rule = SizeRule.Free;

        Assert.Equal((16, 3840, 3), (rule.Multiple, rule.MaxEdge, rule.MaxRatio));
        Assert.Equal((655_360L, 8_294_400L, 3_686_400L), (rule.MinPixels, rule.MaxPixels, rule.ExperimentalAbovePixels));
    }

    [Theory]
    [InlineData("auto", true)]
    [InlineData("816x816", true)]
    [InlineData("800x800", false)]
    [InlineData("1024x640", true)]
    [InlineData("1024x624", false)]
    [InlineData("2880x2880", true)]
    [InlineData("2896x2880", false)]
    [InlineData("3840x2160", true)]
    [InlineData("3856x2144", false)]
    [InlineData("3840x1280", true)]
    [InlineData("3840x1264", false)]
    [InlineData("1440x480", true)]
    [InlineData("1456x480", false)]
    [InlineData("1024x1024", true)]
    [InlineData("1024x1025", false)]
    [InlineData("1254x1254", false)]
    public void Allows_FreeSizesAtEachLimit_IsExact(string size, bool expected) =>
        Assert.Equal(expected, SizeRule.Free.Allows(ImageSize.Parse(size)));

    [Theory]
    [InlineData("auto", true)]
    [InlineData("1024x1024", true)]
    [InlineData("1536x1024", true)]
    [InlineData("1024x1536", true)]
    [InlineData("2048x2048", false)]
    public void Allows_FixedSizes_TakesThoseOnly(string size, bool expected) =>
        Assert.Equal(expected, ImageModelCatalog.Find(ImageModel.GptImage15)!.Sizes.Allows(ImageSize.Parse(size)));
}
