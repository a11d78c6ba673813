using GptImage.Sdk.Imaging.Tests.Support;
using GptImage.Sdk.Testing;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.ProtectedEdits;

/// <summary>Protected edits over HTTP against the fake service in the modes in which it does what the real one does: it changes what it
/// should keep, and the size.</summary>
public sealed class DriftingServiceTests
{
    private const int Feather = 8;

    [Theory]
    [InlineData(1024, 1024, true, false)]
    [InlineData(1371, 917, true, false)]
    [InlineData(1371, 917, true, true)]
    [InlineData(701, 1003, false, false)]
    [InlineData(701, 1003, false, true)]
    [InlineData(4101, 2307, true, false)]
    [InlineData(4101, 2307, false, true)]
    public async Task Repair_ServiceDrifts_EveryPixelBeyondTheFeatherIsTheOriginals(int width, int height, bool isOpaque, bool resizes)
    {
        using FakeClient fake = new(new FakeGptImageServiceOptions { EditDrift = true, EditResize = resizes });
        SKBitmap original = Pictures.Photograph(width, height, isOpaque: isOpaque);
        SKRectI region = new(width / 3, height / 3, width / 2, height / 2);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(width, height))
            .Rectangle(region.Left, region.Top, region.Width, region.Height);

        ProtectedEditResult result =
            await fake.Client.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(original), "Replace the mug", mask) { Feather = Feather },
                TestContext.Current.CancellationToken);

        using SKBitmap final = Pictures.Decode(result.Image.Bytes);
        Assert.Equal($"{width}x{height}", $"{final.Width}x{final.Height}");
        (long beyond, long differing, long changedInside) = Compare(original, final, region);
        Assert.True(beyond > (long)width * height / 2);
        Assert.Equal(0, differing);
        Assert.True(changedInside > region.Width * region.Height / 2);
        Assert.InRange(result.Drift.ChangedShare, 0.1, 1);
        Assert.InRange(result.Drift.Psnr, 10, 45);
        Assert.Equal(resizes, result.Operations.Any(operation => operation.StartsWith("The service made", StringComparison.Ordinal)));
        Assert.NotEqual(result.ServiceImage.Bytes.Length, result.Image.Bytes.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_ServiceDrifts_SaysHowFarAndRepairsNothing(bool resizes)
    {
        using FakeClient fake = new(new FakeGptImageServiceOptions { EditDrift = true, EditResize = resizes });
        SKBitmap original = Pictures.Photograph(1000, 700);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1000, 700)).Rectangle(300, 200, 300, 200);

        ProtectedEditResult result =
            await fake.Client.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(original), "Replace the mug", mask) { Policy = DriftPolicy.Report },
                TestContext.Current.CancellationToken);

        using SKBitmap final = Pictures.Decode(result.Image.Bytes);
        DriftReport measured = DriftReport.Measure(Pictures.Input(original), result.Image.ToInput(), mask.Build().ToInput());
        Assert.Equal("1000x700", $"{final.Width}x{final.Height}");
        Assert.Equal((1000 * 700) - (300 * 200), result.Drift.ProtectedPixels);
        Assert.Equal(measured.ChangedPixels, result.Drift.ChangedPixels);
        Assert.InRange(result.Drift.ChangedShare, 0.2, 1);
        Assert.DoesNotContain(result.Operations, operation => operation.Contains("put back", StringComparison.Ordinal));
        Assert.Equal(resizes ? "1496x1045" : "1008x704", result.ServiceImage.PixelSize.ToString());
        if (!resizes)
        {
            Assert.Equal(6, result.Drift.MaxDifference);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fail_ServiceDrifts_ThrowsWithThePaidPictureAndTheReport(bool resizes)
    {
        using FakeClient fake = new(new FakeGptImageServiceOptions { EditDrift = true, EditResize = resizes });
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1000, 700)).Rectangle(300, 200, 300, 200);
        var edit = new ProtectedEdit(Pictures.Input(Pictures.Photograph(1000, 700)), "Replace the mug", mask) { Policy = DriftPolicy.Fail };

        ImageDriftException exception =
            await Assert.ThrowsAsync<ImageDriftException>(
                () => fake.Client.EditProtectedAsync(edit, TestContext.Current.CancellationToken));
        ProtectedEditResult tolerated =
            await fake.Client.EditProtectedAsync(edit with { MaxChangedShare = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("1000x700", exception.Result.Image.PixelSize.ToString());
        Assert.False(exception.Call.Image.Bytes.IsEmpty);
        Assert.NotNull(exception.Result.Usage);
        Assert.Equal(tolerated.Drift.ChangedPixels, exception.Result.Drift.ChangedPixels);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Repair_WideGamutAndAlpha_SurviveADriftingService(bool isOpaque)
    {
        using FakeClient fake = new(new FakeGptImageServiceOptions { EditDrift = true, EditResize = true });
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        SKBitmap original = Pictures.Photograph(1003, 701, colors: wide, isOpaque: isOpaque);
        SKRectI region = new(300, 200, 600, 400);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1003, 701)).Rectangle(region.Left, region.Top, region.Width, region.Height);

        ProtectedEditResult result =
            await fake.Client.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(original), "Replace the mug", mask) { Feather = Feather },
                TestContext.Current.CancellationToken);

        using SKBitmap final = Pictures.Decode(result.Image.Bytes);
        Assert.All(
            wide.ToColorSpaceXyz().Values.Zip(final.ColorSpace!.ToColorSpaceXyz().Values),
            pair => Assert.Equal(pair.First, pair.Second, 3));
        Assert.Equal(0, Compare(original, final, region).Differing);
    }

    [Fact]
    public async Task Repair_AsWebpWithoutLoss_KeepsThePixelsToo()
    {
        using FakeClient fake = new(new FakeGptImageServiceOptions { EditDrift = true });
        SKBitmap original = Pictures.Photograph(1003, 701);
        SKRectI region = new(300, 200, 600, 400);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1003, 701)).Rectangle(region.Left, region.Top, region.Width, region.Height);

        ProtectedEditResult result =
            await fake.Client.EditProtectedAsync(new ProtectedEdit(Pictures.Input(original), "Replace the mug", mask)
            {
                Feather = Feather,
                FinalFormat = OutputFormat.Webp,
            }, TestContext.Current.CancellationToken);

        using SKBitmap final = Pictures.Decode(result.Image.Bytes);
        Assert.Equal(OutputFormat.Webp, result.Image.Format);
        Assert.Equal(0, Compare(original, final, region).Differing);
    }

    /// <summary>Counts the pixels beyond the feather, those of them that differ, and those that changed inside.</summary>
    private static (long Beyond, long Differing, long ChangedInside) Compare(SKBitmap original, SKBitmap final, SKRectI region)
    {
        (long beyond, long differing, long changedInside) = (0, 0, 0);
        for (int y = 0; y < original.Height; y++)
        {
            ReadOnlySpan<uint> old = Pictures.PixelsOf(original).Slice(y * original.Width, original.Width);
            ReadOnlySpan<uint> now = Pictures.PixelsOf(final).Slice(y * original.Width, original.Width);
            for (int x = 0; x < original.Width; x++)
            {
                long dx = Math.Max(0, Math.Max(region.Left - x, x - (region.Right - 1)));
                long dy = Math.Max(0, Math.Max(region.Top - y, y - (region.Bottom - 1)));
                bool isBeyond = (dx * dx) + (dy * dy) > Feather * Feather;
                beyond += isBeyond ? 1 : 0;
                differing += isBeyond && old[x] != now[x] ? 1 : 0;
                changedInside += dx + dy == 0 && old[x] != now[x] ? 1 : 0;
            }
        }

        return (beyond, differing, changedInside);
    }
}
