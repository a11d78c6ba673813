using System.Net;
using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Rules;

public sealed class GifRuleTests
{
    [Theory]
    [InlineData("960x960", 8, true)]
    [InlineData("976x976", 8, false)]
    [InlineData("1024x1024", 6, false)]
    [InlineData("288x288", 2, true)]
    [InlineData("272x272", 8, false)]
    [InlineData("512x288", 8, true)]
    [InlineData("1280x720", 8, true)]
    [InlineData("720x1280", 8, true)]
    [InlineData("960x960", 9, true)]
    [InlineData("1280x720", 9, true)]
    [InlineData("816x816", 12, true)]
    [InlineData("832x832", 10, false)]
    [InlineData("1280x720", 10, false)]
    [InlineData("960x320", 10, true)]
    [InlineData("720x720", 16, true)]
    [InlineData("736x736", 13, false)]
    [InlineData("1024x576", 16, false)]
    [InlineData("1280x432", 9, true)]
    [InlineData("1280x416", 9, false)]
    public void Fault_FrameSizes_FollowTheMeasuredTable(string size, int frames, bool isLegal) =>
        Assert.Equal(isLegal, GifRule.Fault(size, frames, 1) is null);

    [Theory]
    [InlineData(512, 512, 2, 2048, 1024)]
    [InlineData(512, 288, 8, 1024, 1152)]
    [InlineData(288, 512, 8, 1152, 1024)]
    [InlineData(960, 720, 8, 3840, 1440)]
    [InlineData(960, 320, 10, 2880, 1280)]
    [InlineData(384, 384, 12, 1536, 1152)]
    public void Sheet_TwoOrientations_IsOneThatIsALegalPicture(int width, int height, int frames, int sheetWidth, int sheetHeight) =>
        Assert.Equal((sheetWidth, sheetHeight), GifRule.Sheet(width, height, frames));

    [Fact]
    public async Task Generations_TwoFramesOf512_CostTheSheetOfEight()
    {
        using var caller = new Caller();

        Answer two = await caller.GenerateAsync(Body(2));
        Answer eight = await caller.GenerateAsync(Body(8));

        // 2048x1024 at the measured rate of gpt-image-2.6 at low.
        Assert.Equal(HttpStatusCode.OK, two.StatusCode);
        Assert.Equal(593, two.Json.GetProperty("usage").GetProperty("output_tokens").GetInt32());
        Assert.Equal(593, eight.Json.GetProperty("usage").GetProperty("output_tokens").GetInt32());

        static string Body(int frames) =>
            $$"""
            {"model":"gpt-image-2.6-flare","prompt":"x","output_format":"gif","size":"512x512","quality":"low","frame_count":{{frames}}}
            """;
    }
}
