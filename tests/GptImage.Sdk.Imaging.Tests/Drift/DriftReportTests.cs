using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Drift;

public sealed class DriftReportTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 48)]
    public void Measure_Equal_IsPerfect(int width, int height)
    {
        ImageInput picture = Pictures.Input(Pictures.Photograph(width, height));

        DriftReport report = DriftReport.Measure(picture, picture);

        Assert.Equal((long)width * height, report.ProtectedPixels);
        Assert.Equal(0, report.ChangedPixels);
        Assert.Equal(0, report.MeanDifference);
        Assert.Equal(double.PositiveInfinity, report.Psnr);
        Assert.Equal(1, report.Ssim);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 100)]
    public void Measure_DifferenceAtTheThreshold_DoesNotCountAndOnePastItDoes(int levels, int percent)
    {
        ImageInput before = Pictures.Input(Pictures.Plain(33, 9, new SKColor(100, 100, 100)));
        ImageInput after = Pictures.Input(Pictures.Plain(33, 9, new SKColor(100, (byte)(100 + levels), 100)));

        DriftReport report = DriftReport.Measure(before, after);

        Assert.Equal(percent / 100.0, report.ChangedShare);
        Assert.Equal(levels, report.MaxDifference);
        Assert.Equal(levels / 3.0, report.MeanDifference, 9);
        Assert.Equal(10 * Math.Log10(255.0 * 255 / (levels * levels / 3.0)), report.Psnr, 9);
    }

    [Fact]
    public void Measure_OutsideTheMaskAlone_Counts()
    {
        SKBitmap before = Pictures.Photograph(50, 21);
        SKBitmap after = Pictures.Photograph(50, 21);
        for (int y = 0; y < 21; y++)
        {
            for (int x = 0; x < 50; x++)
            {
                Pictures.PixelsOf(after)[(y * 50) + x] ^= x < 20 ? 0x00808080u : x == 49 ? 0x00000080u : 0;
            }
        }

        using MaskBuilder mask = MaskBuilder.For(new ImageSize(50, 21)).Rectangle(0, 0, 20, 21);
        DriftReport report = DriftReport.Measure(Pictures.Input(before), Pictures.Input(after), mask.Build().ToInput());

        Assert.Equal(30 * 21, report.ProtectedPixels);
        Assert.Equal(21, report.ChangedPixels);
        Assert.Equal(128 * 21 / (30.0 * 21 * 3), report.MeanDifference, 9);
        using SKBitmap heat = Pictures.Decode(report.CreateHeatMap().Bytes);
        Assert.Equal(0xFF585858, Pictures.At(heat, 3, 3));
        Assert.Equal(0xFF000000, Pictures.At(heat, 30, 3));
        Assert.Equal(0xFFFFFFFF, Pictures.At(heat, 49, 20));
    }

    [Fact]
    public void Measure_NoiseOverAFlatPicture_LosesStructure()
    {
        ImageInput before = Pictures.Input(Pictures.Draw(64, 64, (x, y) => new SKColor((byte)(x * 3), (byte)(y * 3), 90)));
        ImageInput shifted = Pictures.Input(Pictures.Draw(64, 64, (x, y) => new SKColor((byte)((x * 3) + 4), (byte)((y * 3) + 4), 94)));
        ImageInput noisy = Pictures.Input(Pictures.Photograph(64, 64));

        Assert.InRange(DriftReport.Measure(before, shifted).Ssim, 0.98, 0.9999);
        Assert.InRange(DriftReport.Measure(before, noisy).Ssim, -0.2, 0.7);
    }

    [Fact]
    public void Measure_InvisibleColours_DoNotCount()
    {
        ImageInput before = Pictures.Input(Pictures.Plain(10, 10, new SKColor(255, 0, 0, 0)));
        ImageInput after = Pictures.Input(Pictures.Plain(10, 10, new SKColor(0, 0, 255, 0)));
        ImageInput visible = Pictures.Input(Pictures.Plain(10, 10, new SKColor(255, 0, 0, 40)));

        Assert.Equal(0, DriftReport.Measure(before, after).ChangedPixels);
        Assert.Equal(100, DriftReport.Measure(before, visible).ChangedPixels);
    }

    [Fact]
    public void Measure_ManyPixels_AgreesWithPlainArithmetic()
    {
        const int Width = 211, Height = 97, Threshold = 9;
        SKBitmap before = Pictures.Photograph(Width, Height, seed: 3);
        SKBitmap after = Pictures.Photograph(Width, Height, seed: 4);
        SKBitmap maskPicture =
            Pictures.Draw(Width, Height, (x, y) => new SKColor(0, 0, 0, (x * y % 7) switch { 0 => 0, 1 => 200, _ => 255 }),
            isOpaque: false);

        DriftReport report =
            DriftReport.Measure(Pictures.Input(before), Pictures.Input(after), Pictures.Input(maskPicture),
            new DriftOptions { Threshold = Threshold });

        (long pixels, long changed, long absolute, long squared, int max) = (0, 0, 0, 0, 0);
        for (int i = 0; i < Width * Height; i++)
        {
            if (Pictures.PixelsOf(maskPicture)[i] >> 24 != 255)
            {
                continue;
            }

            int[] differences =
                [.. Enumerable.Range(0, 3).Select(channel => channel * 8)
                .Select(
                    shift =>
                    Math.Abs((int)((Pictures.PixelsOf(before)[i] >> shift) & 255) - (int)((Pictures.PixelsOf(after)[i] >> shift) & 255)))];
            pixels++;
            changed += differences.Max() > Threshold ? 1 : 0;
            absolute += differences.Sum();
            squared += differences.Sum(difference => difference * difference);
            max = Math.Max(max, differences.Max());
        }

        Assert.Equal((pixels, changed, max), (report.ProtectedPixels, report.ChangedPixels, report.MaxDifference));
        Assert.Equal(absolute / (pixels * 3.0), report.MeanDifference, 9);
        Assert.Equal(10 * Math.Log10(255.0 * 255 / (squared / (pixels * 3.0))), report.Psnr, 9);
    }

    [Fact]
    public void Measure_OtherSize_SaysWhatToDo()
    {
        ImagingException exception =
            Assert.Throws<ImagingException>(
                () =>
                DriftReport.Measure(Pictures.Input(Pictures.Plain(4, 4, SKColors.Red)),
                Pictures.Input(Pictures.Plain(5, 4, SKColors.Red))));

        Assert.Contains("CanvasFit.Restore", exception.Message, StringComparison.Ordinal);
    }
}
