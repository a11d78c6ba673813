namespace GptImage.Sdk.Tests;

public sealed class JobCostTests
{
    private static readonly TextToImageRequest Known =
        new("A lighthouse") { Size = new ImageSize(1024, 1024), Quality = ImageQuality.Low };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MostOf_KnownPrice_IsItsBound(bool isLimited) =>
        Assert.Equal(0.00594m, JobCost.MostOf(Known, Plans.Explain(Known), isLimited));

    [Fact]
    public void MostOf_UnknownPrice_CountsOnlyUnderALimit()
    {
        TextToImageRequest unknown = Known with { Model = new ImageModel("gpt-image-9") };
        RequestPlan plan = Plans.Explain(unknown);

        Assert.Null(JobCost.MostOf(unknown, plan, isLimited: false));
        Assert.True(JobCost.MostOf(unknown, plan, isLimited: true) > 0.00594m);
    }
}
