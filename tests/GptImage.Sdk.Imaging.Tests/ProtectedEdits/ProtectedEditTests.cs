using GptImage.Sdk.Imaging.Tests.Support;
using GptImage.Sdk.Testing;
using GptImage.Sdk.Tests;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.ProtectedEdits;

public sealed class ProtectedEditTests : IDisposable
{
    private const int Feather = 6;

    private readonly FakeClient _fake = new();

    public void Dispose() => _fake.Dispose();

    [Theory]
    [InlineData(1024, 1024, true)]
    [InlineData(1003, 701, true)]
    [InlineData(1003, 701, false)]
    [InlineData(333, 251, false)]
    [InlineData(128, 128, true)]
    [InlineData(5000, 3100, true)]
    public async Task EditProtectedAsync_Repair_KeepsEveryPixelBeyondTheFeather(int width, int height, bool isOpaque)
    {
        SKBitmap original = Pictures.Photograph(width, height, isOpaque: isOpaque);
        (int left, int top, int right, int bottom) = (width / 4, height / 4, width / 2, height / 2);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(width, height)).Rectangle(left, top, right - left, bottom - top);
        var drifting = new DriftingClient(_fake.Client, made => DriftingClient.EverySecondPixel(made, 40));

        ProtectedEditResult result =
            await drifting.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(original), "Replace the mug", mask) { Feather = Feather },
                TestContext.Current.CancellationToken);

        using SKBitmap final = Pictures.Decode(result.Image.Bytes);
        Assert.Equal($"{width}x{height}", $"{final.Width}x{final.Height}");
        Assert.Equal(OutputFormat.Png, result.Image.Format);
        (long kept, long differing, long changedInside) = (0, 0, 0);
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<uint> old = Pictures.PixelsOf(original).Slice(y * width, width);
            ReadOnlySpan<uint> now = Pictures.PixelsOf(final).Slice(y * width, width);
            for (int x = 0; x < width; x++)
            {
                double dx = Math.Max(0, Math.Max(left - x, x - (right - 1)));
                double dy = Math.Max(0, Math.Max(top - y, y - (bottom - 1)));
                bool isFar = (dx * dx) + (dy * dy) > Feather * Feather;
                kept += isFar ? 1 : 0;
                differing += isFar && old[x] != now[x] ? 1 : 0;
                changedInside += dx + dy == 0 && old[x] != now[x] ? 1 : 0;
            }
        }

        Assert.True(kept > 0);
        Assert.Equal(0, differing);
        Assert.True(changedInside > (right - left) * (bottom - top) / 2);
        Assert.InRange(result.Drift.ChangedShare, 0.2, 1);
        Assert.NotNull(result.Usage);
        Assert.NotNull(result.RequestId);
    }

    [Fact]
    public async Task EditProtectedAsync_WithoutDrift_HasNothingToReport()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1000, 700);

        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(
                new ProtectedEdit(image, "Replace the mug", mask) { Policy = DriftPolicy.Fail }, TestContext.Current.CancellationToken);

        Assert.Equal(0, result.Drift.ChangedPixels);
        Assert.Equal(1, result.Drift.Ssim);
        Assert.Equal("1000x700", result.Image.PixelSize.ToString());
        Assert.Equal("1008x704", result.ServiceImage.PixelSize.ToString());
    }

    [Fact]
    public async Task EditProtectedAsync_SendsALegalRequest()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1000, 700);

        await _fake.Client.EditProtectedAsync(
            new ProtectedEdit(image, "Replace the mug", mask) { Quality = ImageQuality.Low }, TestContext.Current.CancellationToken);

        FakeRequest sent = Assert.Single(_fake.Service.Requests);
        Assert.Equal("1008x704", sent.Fields["size"]);
        Assert.Equal("png", sent.Fields["output_format"]);
        using SKBitmap sentMask = Pictures.Decode(sent.Mask!.Bytes.ToArray());
        Assert.Equal("1008x704", $"{sentMask.Width}x{sentMask.Height}");
    }

    [Fact]
    public async Task EditProtectedAsync_Report_LeavesTheServicesPictureAlone()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1024, 1024);
        var drifting = new DriftingClient(_fake.Client, made => DriftingClient.EverySecondPixel(made, 40));

        ProtectedEditResult result =
            await drifting.EditProtectedAsync(
                new ProtectedEdit(image, "Replace the mug", mask) { Policy = DriftPolicy.Report }, TestContext.Current.CancellationToken);

        Assert.Same(result.ServiceImage, result.Image);
        Assert.Equal(0.5, result.Drift.ChangedShare, 2);
        Assert.Empty(result.Operations);
    }

    [Fact]
    public async Task EditProtectedAsync_Fail_ThrowsWithThePicture()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1024, 1024);
        var drifting = new DriftingClient(_fake.Client, made => DriftingClient.EverySecondPixel(made, 40));
        var edit = new ProtectedEdit(image, "Replace the mug", mask) { Policy = DriftPolicy.Fail };

        ImageDriftException exception =
            await Assert.ThrowsAsync<ImageDriftException>(() => drifting.EditProtectedAsync(edit, TestContext.Current.CancellationToken));
        ProtectedEditResult tolerated =
            await drifting.EditProtectedAsync(edit with { MaxChangedShare = 0.51 }, TestContext.Current.CancellationToken);

        Assert.Contains("50", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.Result.Image.Bytes.IsEmpty);
        Assert.NotNull(exception.Call.Usage);
        Assert.False(tolerated.Image.Bytes.IsEmpty);
    }

    [Theory]
    [InlineData(DriftPolicy.Repair)]
    [InlineData(DriftPolicy.Report)]
    public async Task EditProtectedAsync_ServiceChangesTheSize_ComesBackAtThePicturesOwn(DriftPolicy policy)
    {
        (ImageInput image, MaskBuilder mask) = Scene(1000, 700);
        var drifting = new DriftingClient(_fake.Client, made => DriftingClient.Resized(made, 1254, 876));

        ProtectedEditResult result =
            await drifting.EditProtectedAsync(
                new ProtectedEdit(image, "Replace the mug", mask) { Policy = policy }, TestContext.Current.CancellationToken);

        Assert.Equal("1000x700", result.Image.PixelSize.ToString());
        Assert.Contains(result.Operations, operation => operation.Contains("1254x876 instead of 1008x704", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EditProtectedAsync_WideGamutPicture_KeepsItsProfileAndPixels()
    {
        using SKColorSpace wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        SKBitmap original = Pictures.Photograph(1024, 640, colors: wide);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1024, 640)).Rectangle(0, 0, 100, 100);

        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(original), "Replace the mug", mask) { Feather = 0 },
                TestContext.Current.CancellationToken);

        using SKBitmap final = Pictures.Decode(result.Image.Bytes);
        Assert.All(
            wide.ToColorSpaceXyz().Values.Zip(final.ColorSpace!.ToColorSpaceXyz().Values),
            pair => Assert.Equal(pair.First, pair.Second, 3));
        Assert.True(Pictures.PixelsOf(original)[(100 * 1024)..].SequenceEqual(Pictures.PixelsOf(final)[(100 * 1024)..]));
        Assert.Equal(0, result.Drift.ChangedPixels);
    }

    [Fact]
    public async Task EditProtectedAsync_PhotographOnItsSide_ComesBackUpright()
    {
        byte[] jpeg = Pictures.WithExif(Pictures.Jpeg(Pictures.Photograph(900, 1200)), 6);
        using MaskBuilder mask = MaskBuilder.For(ImageInput.FromBytes(jpeg)).Rectangle(0, 0, 50, 50);

        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(
                new ProtectedEdit(ImageInput.FromBytes(jpeg), "Replace the mug", mask), TestContext.Current.CancellationToken);

        Assert.Equal("1200x900", result.Image.PixelSize.ToString());
        Assert.Contains(result.Operations, operation => operation.Contains("orientation 6", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EditProtectedAsync_AsJpeg_IsOne()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1024, 1024);

        ProtectedEditResult result = await _fake.Client.EditProtectedAsync(new ProtectedEdit(image, "Replace the mug", mask)
        {
            FinalFormat = OutputFormat.Jpeg,
            FinalQuality = 80,
        }, TestContext.Current.CancellationToken);

        Assert.Equal(OutputFormat.Jpeg, result.Image.Format);
    }

    [Fact]
    public async Task EditProtectedAsync_MaskOfAnotherSize_IsFoundBeforeSending()
    {
        (ImageInput image, _) = Scene(1024, 1024);
        using MaskBuilder other = MaskBuilder.For(new ImageSize(1000, 1024)).Rectangle(1, 1, 9, 9);

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () => _fake.Client.EditProtectedAsync(new ProtectedEdit(image, "x", other), TestContext.Current.CancellationToken));

        Assert.Equal("mask-size", Assert.Single(exception.Findings).RuleId);
        Assert.Contains("1000x1024", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fake.Service.Requests);
    }

    [Fact]
    public async Task EditProtectedAsync_EmptyMask_IsFoundBeforeSending()
    {
        (ImageInput image, _) = Scene(1024, 1024);
        using MaskBuilder empty = MaskBuilder.For(new ImageSize(1024, 1024));

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () => _fake.Client.EditProtectedAsync(new ProtectedEdit(image, "x", empty), TestContext.Current.CancellationToken));

        Assert.Equal("mask-empty", Assert.Single(exception.Findings).RuleId);
        Assert.Empty(_fake.Service.Requests);
    }

    [Fact]
    public async Task EditProtectedAsync_MaskOverAll_WarnsAndGoesOn()
    {
        (ImageInput image, _) = Scene(1024, 1024);
        using MaskBuilder all = MaskBuilder.For(new ImageSize(1024, 1024)).Rectangle(ImageArea.Whole);

        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(new ProtectedEdit(image, "x", all), TestContext.Current.CancellationToken);

        Assert.Equal("mask-covers-all", result.Warnings[0].RuleId);
        Assert.Equal(0, result.Drift.ProtectedPixels);
    }

    [Fact]
    public async Task EditProtectedAsync_UnreadablePictureOrBomb_IsRefusedBeforeSending()
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(10, 10)).Rectangle(1, 1, 2, 2);
        var text = new ProtectedEdit(ImageInput.FromBytes("no picture"u8.ToArray()), "x", mask);

        await Assert.ThrowsAsync<ImagingException>(() => _fake.Client.EditProtectedAsync(text, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ImagingException>(
            () =>
            _fake.Client.EditProtectedAsync(text with
            {
                Image = ImageInput.FromBytes(OddPng.Bomb(50_000, 50_000)),
            }, TestContext.Current.CancellationToken));

        Assert.Empty(_fake.Service.Requests);
    }

    [Fact]
    public async Task EditProtectedAsync_ServiceRefuses_ThrowsItsError()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1024, 1024);
        _fake.Service.Enqueue(FakeOutcome.RateLimited(TimeSpan.FromHours(1)));

        await Assert.ThrowsAsync<GptImageRateLimitException>(
            () => _fake.Client.EditProtectedAsync(new ProtectedEdit(image, "x", mask), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EditProtectedAsync_ModelWithFixedSizes_ScalesAndRepairsAtFullSize()
    {
        (ImageInput image, MaskBuilder mask) = Scene(1600, 1600);

        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(
                new ProtectedEdit(image, "x", mask) { Model = ImageModel.GptImage15 }, TestContext.Current.CancellationToken);

        Assert.Equal("1024x1024", result.ServiceImage.PixelSize.ToString());
        Assert.Equal("1600x1600", result.Image.PixelSize.ToString());
        Assert.Equal(0.64, result.Fit.Scale, 9);
        Assert.Equal(double.PositiveInfinity, DriftReport.Measure(image, result.Image.ToInput(), mask.Feather(32).Build().ToInput()).Psnr);
    }

    [Fact]
    public async Task EditProtectedAsync_FormatThatCannotHoldThePicture_IsFoundBeforeSending()
    {
        SKBitmap wide = Pictures.Plain(16_384, 8, SKColors.Teal);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(16_384, 8)).Rectangle(0, 0, 4000, 8);
        var edit = new ProtectedEdit(Pictures.Input(wide), "x", mask) { FinalFormat = OutputFormat.Webp };

        ImagingException exception =
            await Assert.ThrowsAsync<ImagingException>(() => _fake.Client.EditProtectedAsync(edit, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ImagingException>(
            () => _fake.Client.EditProtectedAsync(edit with { FinalFormat = OutputFormat.Gif }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _fake.Client.EditProtectedAsync(edit with { FinalQuality = 101 }, TestContext.Current.CancellationToken));

        Assert.Contains("16,383", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fake.Service.Requests);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("url")]
    [InlineData("two")]
    public async Task EditProtectedAsync_AnswerThatCannotBeWorkedWith_KeepsThePaidPicture(string how)
    {
        (ImageInput image, MaskBuilder mask) = Scene(1024, 1024);
        if (how == "url")
        {
            _fake.Service.Enqueue(FakeOutcome.ImageUrls());
        }

        IGptImageClient client = how switch
        {
            "cut" => new AlteringClient(_fake.Client, result => result with { Images = [new GeneratedImage(result.Image.Bytes[..5000])] }),
            "two" => new AlteringClient(_fake.Client, result => result with { Images = [result.Image, result.Image] }),
            _ => _fake.Client,
        };

        PostProcessingException exception =
            await Assert.ThrowsAsync<PostProcessingException>(
                () => client.EditProtectedAsync(new ProtectedEdit(image, "x", mask), TestContext.Current.CancellationToken));

        Assert.NotEmpty(exception.Call.Images);
        Assert.NotNull(exception.Call.Usage);
        Assert.EndsWith("is on Call.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Guard_AnyFailure_CarriesThePaidPicture()
    {
        ImageResult call = new();

        PostProcessingException exception =
            Assert.Throws<PostProcessingException>(
                () => PostProcessingException.Guard<int>(call, () => throw new InvalidOperationException("no memory")));

        Assert.Same(call, exception.Call);
        Assert.StartsWith("no memory", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(13, 1999)]
    public async Task EditProtectedAsync_TinyOrOddPictures_Work(int width, int height)
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(width, height)).Rectangle(0, 0, 1, 1);

        ProtectedEditResult result =
            await _fake.Client.EditProtectedAsync(
                new ProtectedEdit(Pictures.Input(Pictures.Photograph(width, height)), "x", mask) { Feather = 0 },
                TestContext.Current.CancellationToken);

        Assert.Equal($"{width}x{height}", result.Image.PixelSize.ToString());
        Assert.Equal((long)(width * height) - 1, result.Drift.ProtectedPixels);
        Assert.Equal(0, result.Drift.ChangedPixels);
    }

    [Fact]
    public async Task EditProtectedAsync_MaskWithItsOwnOrientation_CountsAsAViewerShowsIt()
    {
        byte[] onItsSide =
            Pictures.WithPngChunk(
                Pictures.Png(Pictures.Draw(640, 1024, (x, _) => x < 320 ? SKColors.Transparent : SKColors.Black, isOpaque: false)), "eXIf",
                Pictures.WithExif([0xFF, 0xD8], 6)[12..]);
        var edit = new ProtectedEdit(Pictures.Input(Pictures.Photograph(1024, 640)), "x", ImageInput.FromBytes(onItsSide)) { Feather = 0 };

        ProtectedEditResult result = await _fake.Client.EditProtectedAsync(edit, TestContext.Current.CancellationToken);

        using SKBitmap sent = Pictures.Decode(_fake.Service.Requests[0].Mask!.Bytes.ToArray());
        Assert.Equal("1024x640", $"{sent.Width}x{sent.Height}");
        Assert.Equal((0u, 0xFF000000), (Pictures.At(sent, 500, 100), Pictures.At(sent, 500, 500)));
        Assert.Equal(1024 * 320, result.Drift.ProtectedPixels);
    }

    [Fact]
    public void Apply_Seam_BlendsMonotonouslyFromOneToTheOther()
    {
        using Raster original = PictureDecoder.Decode(Pictures.Png(Pictures.Plain(30, 3, SKColors.Black)), "x");
        using Raster edited = PictureDecoder.Decode(Pictures.Png(Pictures.Plain(30, 3, SKColors.White)), "x");
        using MaskPlane mask = new(30, 3);
        for (int y = 0; y < 3; y++)
        {
            mask.Row(y)[..10].Fill(255);
        }

        Feathering.Apply(mask, 10);
        PixelRepair.Apply(original, edited, mask);

        uint[] reds = [.. edited.Row(1).ToArray().Select(pixel => pixel & 0xFF)];
        Assert.All(reds[..10], red => Assert.Equal(255u, red));
        Assert.All(reds[20..], red => Assert.Equal(0u, red));
        Assert.All(Enumerable.Range(9, 11), x => Assert.True(reds[x] > reds[x + 1]));
    }

    private static (ImageInput Image, MaskBuilder Mask) Scene(int width, int height) =>
        (Pictures.Input(Pictures.Photograph(width, height)),
            MaskBuilder.For(new ImageSize(width, height)).Rectangle(width / 3, height / 3, width / 4, height / 4));

    [Fact]
    public void ToRequest_EverySettingButTheFileFormat_ReachesTheRequest()
    {
        ImageInput picture = ImageInput.FromBytes(new byte[] { 1 });
        ProtectedEdit edit = SampleSettings.Fill(new ProtectedEdit(picture, "Replace the mug", picture), OwnFormat);

        ImageToImageRequest request = edit.ToRequest(picture, picture, ImageSize.Square);

        SampleSettings.AssertIn(request, OwnFormat);
        Assert.Equal((OutputFormat.Png, (int?)null), (request.OutputFormat, request.OutputCompression));
    }

    [Fact]
    public async Task EditProtectedAsync_ServiceFormatOrCompression_AreErrorsThatNameTheFinalOnes()
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(64, 64)).Rectangle(8, 8, 16, 16);
        var edit = new ProtectedEdit(Pictures.Input(Pictures.Photograph(64, 64)), "x", mask)
        {
            OutputFormat = OutputFormat.Webp,
            OutputCompression = 80,
        };

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => _fake.Client.EditProtectedAsync(edit, TestContext.Current.CancellationToken));

        Assert.Equal(["output_format", "output_compression"], exception.Findings.Select(finding => finding.Parameter));
        Assert.Equal(
            [
                "A protected edit always asks the service for PNG, so OutputFormat has no effect. For the final file set FinalFormat.",
                "A protected edit always asks the service for PNG, so OutputCompression has no effect. For the final file set "
                    + "FinalQuality.",
            ],
            exception.Findings.Select(finding => finding.Message));
        Assert.Empty(_fake.Service.Requests);
    }

    private static string[] OwnFormat => [nameof(ImageSettings.OutputFormat), nameof(ImageSettings.OutputCompression)];
}
