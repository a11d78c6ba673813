using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Drift;

public sealed class RegionCheckTests
{
    private static readonly SKColor Grey = new(100, 100, 100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10, 0, CheckOutcome.Passed)]
    [InlineData(11, 100, CheckOutcome.Failed)]
    [InlineData(10, 100, CheckOutcome.Passed)]
    [InlineData(500, 5, CheckOutcome.Unsure)]
    [InlineData(1000, 4, CheckOutcome.Passed)]
    public async Task CheckAsync_ChangesOutsideTheMask_Outcome(int pixels, int levels, CheckOutcome outcome)
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(50, 40)).Rectangle(0, 0, 25, 40);
        RegionCheck check = new(Pictures.Input(Pictures.Plain(50, 40, Grey)), mask.Build().ToInput());
        SKBitmap after = Pictures.Plain(50, 40, Grey);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            after.SetPixel(25 + (pixel % 25), pixel / 25, new SKColor(100, (byte)(100 + levels), 100));
        }

        after.SetPixel(0, 0, SKColors.Red);
        PictureVerdict verdict = await check.CheckAsync(Show(after), Token);

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal(outcome == CheckOutcome.Failed, verdict.Advice is not null);
        Assert.Equal(levels > 4 ? 1 - (pixels / 1000.0) : 1, verdict.Score);
        Assert.Equal(outcome == CheckOutcome.Passed ? 0 : 1, verdict.Findings.Count);
    }

    [Fact]
    public async Task CheckAsync_AnotherSize_CannotBeLookedAt()
    {
        RegionCheck check = new(Pictures.Input(Pictures.Plain(50, 40, Grey)));

        await Assert.ThrowsAsync<ImagingException>(() => check.CheckAsync(Show(Pictures.Plain(40, 50, Grey)), Token).AsTask());
    }

    private static PictureToCheck Show(SKBitmap bitmap) => new()
    {
        Image = new GeneratedImage(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray()),
        Request = new TextToImageRequest("x"),
    };
}
