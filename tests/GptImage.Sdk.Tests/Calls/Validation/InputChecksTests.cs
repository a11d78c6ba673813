namespace GptImage.Sdk.Tests;

public sealed class InputChecksTests
{
    private static ImageInput Picture => ImageInput.FromBytes(SamplePictures.Png());

    [Theory]
    [InlineData(0, "inputs-none")]
    [InlineData(1, null)]
    [InlineData(16, null)]
    [InlineData(17, "inputs-too-many")]
    public void Check_Count_IsOneToSixteen(int count, string? ruleId)
    {
        RequestPlan plan = Plans.Explain(new ImageToImageRequest("x", [.. Enumerable.Repeat(Picture, count)]));

        Assert.Equal(ruleId, plan.OtherThanPrice().Count == 0 ? null : Assert.Single(plan.OtherThanPrice()).RuleId);
        if (ruleId is not null)
        {
            Assert.Contains("16", plan.AssertFinding(ruleId, FindingSeverity.Error, "image").Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_AllFormats_AreFine()
    {
        RequestPlan plan = Plans.Explain(new ImageToImageRequest(
            "x",
            ImageInput.FromBytes(SamplePictures.Png(colorType: 2)),
            ImageInput.FromBytes(SamplePictures.Jpeg()),
            ImageInput.FromBytes(SamplePictures.WebpLossy(10, 10)),
            ImageInput.FromBytes(SamplePictures.WebpLossless(10, 10, hasAlpha: true)),
            ImageInput.FromFileId("file-1"),
            ImageInput.FromUri(new Uri("https://example.com/a.png"))));

        Assert.Empty(plan.OtherThanPrice());
    }

    [Fact]
    public void Check_MissingFile_IsAnErrorThatNamesIt()
    {
        using TemporaryFolder folder = new();

        Finding finding = Plans.Explain(new ImageToImageRequest("x", ImageInput.FromFile(folder.PathOf("missing.png"))))
            .AssertFinding("input-unreadable", FindingSeverity.Error, "image");

        Assert.Contains("missing.png", finding.Message, StringComparison.Ordinal);
        Assert.Contains("Input image 1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FolderAsFile_IsAnError()
    {
        using TemporaryFolder folder = new();

        Plans.Explain(new ImageToImageRequest("x", ImageInput.FromFile(folder.Path)))
            .AssertFinding("input-unreadable", FindingSeverity.Error, "image");
    }

    [Fact]
    public void Check_EmptyFile_IsAnErrorThatSaysSo()
    {
        using TemporaryFolder folder = new();

        Finding finding = Plans.Explain(new ImageToImageRequest("x", Picture, ImageInput.FromFile(folder.Write("empty.png", []))))
            .AssertFinding("input-format", FindingSeverity.Error, "image");

        Assert.Contains("Input image 2", finding.Message, StringComparison.Ordinal);
        Assert.Contains("is empty", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TextCalledPng_IsAnErrorThatSaysSo()
    {
        using TemporaryFolder folder = new();

        Finding finding =
            Plans.Explain(new ImageToImageRequest("x", ImageInput.FromFile(folder.Write("text.png", [.. "Dear diary, no picture."u8]))))
            .AssertFinding("input-format", FindingSeverity.Error, "image");

        Assert.Contains("is not a picture", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_GifAndSvg_AreErrorsThatNameTheFormat()
    {
        Finding gif = Plans.Explain(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Gif(10, 10))))
            .AssertFinding("input-format", FindingSeverity.Error, "image");
        Finding svg = Plans.Explain(new ImageToImageRequest("x", ImageInput.FromBytes("<svg/>"u8.ToArray())))
            .AssertFinding("input-format", FindingSeverity.Error, "image");

        Assert.Contains("is a GIF picture", gif.Message, StringComparison.Ordinal);
        Assert.Contains("is a SVG picture", svg.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_MaskOpaqueEverywhere_IsAnError()
    {
        ImageToImageRequest edit = new("x", ImageInput.FromBytes(SamplePictures.Png(8, 8)));
        byte[] opaque = new FilteredPng(8, 8).Write();
        byte[] marked = new FilteredPng(8, 8) { Alpha = (x, y) => x == 7 && y == 7 ? 0 : 255 }.Write();

        Finding finding = Plans.Explain(edit with { Mask = ImageInput.FromBytes(opaque) })
            .AssertFinding("mask-opaque", FindingSeverity.Error, "mask");
        Plans.Explain(edit with { Mask = ImageInput.FromBytes(marked) }).AssertNoFinding("mask-opaque");
        Plans.Explain(edit with { Model = ImageModel.GptImage26Flare, Markup = ImageInput.FromBytes(opaque) })
            .AssertFinding("markup-alpha", FindingSeverity.Error, "markup");

        Assert.StartsWith("Each pixel of the mask is opaque, so it marks nothing", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_MaskOpaqueEverywhereFromAStream_SendsNothing()
    {
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = new Uri("http://127.0.0.1:9/") });
        byte[] opaque = new FilteredPng(8, 8).Write();
        ImageToImageRequest edit = new("x", ImageInput.FromBytes(SamplePictures.Png(8, 8)))
        {
            Mask = ImageInput.FromStream(() => new PiecewiseStream(opaque, 5)),
        };

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => client.GenerateAsync(edit, TestContext.Current.CancellationToken));

        Assert.Contains(exception.Findings, finding => finding.RuleId == "mask-opaque");
    }

    [Fact]
    public void Check_StreamThatCannotBeOpened_IsAnError()
    {
        Plans.Explain(new ImageToImageRequest("x", ImageInput.FromStream(() => throw new IOException("The disk is gone."))))
            .AssertFinding("input-unreadable", FindingSeverity.Error, "image");
        Plans.Explain(new ImageToImageRequest("x", ImageInput.FromStream(() => null!)))
            .AssertFinding("input-unreadable", FindingSeverity.Error, "image");
    }

    [Fact]
    public void Check_SameStreamTwice_IsAnErrorTheSecondTime()
    {
        using MemoryStream stream = new(SamplePictures.Png());
        ImageInput input = ImageInput.FromStream(() => stream);

        Finding finding = Plans.Explain(new ImageToImageRequest("x", input, input))
            .AssertFinding("input-unreadable", FindingSeverity.Error, "image");

        Assert.Contains("Input image 2", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(52_428_799, false)]
    [InlineData(52_428_800, true)]
    [InlineData(52_428_801, true)]
    public void Check_FiftyMegabytes_AreTooMuch(long length, bool isError)
    {
        ImageInput input = ImageInput.FromStream(() => new SparseStream(SamplePictures.Png(), length));

        Finding? finding = Plans.Explain(new ImageToImageRequest("x", input)).Find("input-length");

        Assert.Equal(isError ? FindingSeverity.Error : null, finding?.Severity);
        Assert.Contains("52,428,800", finding?.Message ?? "52,428,800", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15_728_622, false)]
    [InlineData(15_728_623, true)]
    public void Check_DataUrlBesideAReference_IsLimitedInCharacters(long length, bool isError)
    {
        ImageInput input = ImageInput.FromStream(() => new SparseStream(SamplePictures.Png(), length));

        RequestPlan plan = Plans.Explain(new ImageToImageRequest("x", ImageInput.FromFileId("file-1"), input));

        Assert.Equal(isError ? FindingSeverity.Error : null, plan.Find("input-data-url-length")?.Severity);
        Assert.Contains("20,971,520", plan.Find("input-data-url-length")?.Message ?? "20,971,520", StringComparison.Ordinal);
        Assert.Empty(Plans.Explain(new ImageToImageRequest("x", input)).OtherThanPrice());
    }

    [Fact]
    public void Check_CmykJpeg_IsAnError() =>
        Plans.Explain(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Jpeg(components: 4))))
            .AssertFinding("input-color-mode", FindingSeverity.Error, "image");

    [Fact]
    public void Check_SixteenBits_AreWarnedAbout() =>
        Plans.Explain(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Png(depth: 16))))
            .AssertFinding("input-bit-depth", FindingSeverity.Warning, "image");

    [Theory]
    [InlineData("gpt-image-2", "high", "input-fidelity-unsupported", null)]
    [InlineData("gpt-image-2", "low", "input-fidelity-unsupported", null)]
    [InlineData("gpt-image-2.5-flare", "high", "input-fidelity-unsupported", null)]
    [InlineData("gpt-image-2.6-flare", "high", "input-fidelity-undocumented", null)]
    [InlineData("gpt-image-1-mini", "high", "input-fidelity-unsupported", "low")]
    [InlineData("gpt-image-1-mini", "low", null, null)]
    [InlineData("gpt-image-1.5", "low", null, null)]
    [InlineData("gpt-image-1.5", "high", null, null)]
    public void Check_Fidelity_IsWhatTheModelTakes(string model, string fidelity, string? ruleId, string? nearest)
    {
        RequestPlan plan = Plans.Explain(new ImageToImageRequest("x", Picture)
        {
            Model = new ImageModel(model),
            InputFidelity = new InputFidelity(fidelity),
        });

        Finding? finding = plan.Findings.FirstOrDefault(finding => finding.Parameter == "input_fidelity");
        Assert.Equal((ruleId, nearest), (finding?.RuleId, finding?.NearestLegalValue));
        Assert.Equal(
            ruleId is null ? null : ruleId == "input-fidelity-undocumented" ? FindingSeverity.Warning
            : FindingSeverity.Error, finding?.Severity);
    }

    [Fact]
    public void Check_GoodMask_FindsNothing()
    {
        Assert.Empty(Plans.Explain(new ImageToImageRequest("x", Picture) { Mask = Picture }).OtherThanPrice());
        Assert.Empty(Plans.Explain(new ImageToImageRequest("x", Picture) { Mask = ImageInput.FromFileId("file-1") }).OtherThanPrice());
    }

    [Fact]
    public void Check_MaskWithoutAlpha_IsAnError() =>
        Plans.Explain(new ImageToImageRequest("x", Picture) { Mask = ImageInput.FromBytes(SamplePictures.Png(colorType: 2)) })
            .AssertFinding("mask-alpha", FindingSeverity.Error, "mask");

    [Fact]
    public void Check_MaskOfAnotherFormat_IsAnError()
    {
        Finding finding = Plans.Explain(new ImageToImageRequest("x", Picture) { Mask = ImageInput.FromBytes(SamplePictures.Jpeg()) })
            .AssertFinding("mask-format", FindingSeverity.Error, "mask");

        Assert.Equal("png", finding.NearestLegalValue);
    }

    [Fact]
    public void Check_MaskOfOtherDimensions_IsAnErrorWithBothSizes()
    {
        RequestPlan plan = Plans.Explain(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Png(640, 480)), Picture)
        {
            Mask = ImageInput.FromBytes(SamplePictures.Png(640, 481)),
        });

        Finding finding = plan.AssertFinding("mask-size", FindingSeverity.Error, "mask");
        Assert.Equal("640x480", finding.NearestLegalValue);
        Assert.Contains("640x481", finding.Message, StringComparison.Ordinal);
    }

    /// <summary>A mask that has no transparency by its header marks nothing, whatever its colours are; nothing is read but the
    /// header.</summary>
    [Theory]
    [InlineData(0, false, true)]
    [InlineData(2, false, true)]
    [InlineData(3, false, true)]
    [InlineData(2, true, false)]
    [InlineData(3, true, false)]
    [InlineData(4, false, false)]
    [InlineData(6, false, false)]
    public void Check_MaskWithoutTransparency_IsAnErrorByItsHeader(byte colorType, bool hasTransparentColor, bool isError)
    {
        (string, byte[])[] chunks = hasTransparentColor ? [("tRNS", new byte[6])] : [];
        RequestPlan plan = Plans.Explain(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Png()))
        {
            Mask = ImageInput.FromBytes(SamplePictures.Png(colorType: colorType, chunks: chunks)),
        });

        Assert.Equal(isError ? FindingSeverity.Error : null, plan.Find("mask-alpha")?.Severity);
        Assert.Equal(isError, !plan.IsValid);
    }

    [Theory]
    [InlineData(4_194_304, null)]
    [InlineData(4_194_305, FindingSeverity.Warning)]
    public void Check_MaskAboveFourMegabytes_IsWarnedAbout(long length, FindingSeverity? severity)
    {
        ImageInput mask = ImageInput.FromStream(() => new SparseStream(SamplePictures.Png(), length));

        Assert.Equal(severity, Plans.Explain(new ImageToImageRequest("x", Picture) { Mask = mask }).Find("mask-length")?.Severity);
    }

    [Fact]
    public void Check_MaskThatIsNoPicture_IsAnErrorOfTheMask() =>
        Plans.Explain(new ImageToImageRequest("x", Picture) { Mask = ImageInput.FromBytes("text"u8.ToArray()) })
            .AssertFinding("input-format", FindingSeverity.Error, "mask");

    [Fact]
    public void Check_GoodMarkup_FindsNothing() =>
        Assert.Empty(Plans.Explain(new ImageToImageRequest("x", Picture)
        {
            Model = ImageModel.GptImage25Flare,
            Markup = Picture,
        }).OtherThanPrice());

    [Fact]
    public void Check_MarkupOfATurnedPhoto_HasTheSizeAfterTurning()
    {
        ImageInput photo = ImageInput.FromBytes(SamplePictures.Jpeg(640, 480, segments: SamplePictures.JpegExif(6, isLittle: true)));

        Assert.Empty(Plans.Explain(new ImageToImageRequest("x", photo)
        {
            Model = ImageModel.GptImage26Flare,
            Markup = ImageInput.FromBytes(SamplePictures.Png(480, 640)),
        }).OtherThanPrice());
        Plans.Explain(
            new ImageToImageRequest("x", photo)
            { Model = ImageModel.GptImage26Flare, Markup = ImageInput.FromBytes(SamplePictures.Png(640, 480)) })
            .AssertFinding("markup-size", FindingSeverity.Error, "markup");
    }

    [Fact]
    public void Check_MarkupWithMask_IsAnError() =>
        Plans.Explain(new ImageToImageRequest("x", Picture) { Model = ImageModel.GptImage26Flare, Markup = Picture, Mask = Picture })
            .AssertFinding("markup-mask", FindingSeverity.Error, "markup");

    [Theory]
    [InlineData("gpt-image-2")]
    [InlineData("gpt-image-1.5")]
    public void Check_MarkupForAnOlderModel_IsAnError(string model) =>
        Assert.Equal(
            "gpt-image-2.6-sunburst",
            Plans.Explain(new ImageToImageRequest("x", Picture) { Model = new ImageModel(model), Markup = Picture })
            .AssertFinding("markup-model", FindingSeverity.Error, "markup").NearestLegalValue);

    [Fact]
    public void Check_MarkupBesideAReference_IsAnError()
    {
        Plans.Explain(
            new ImageToImageRequest("x", ImageInput.FromFileId("file-1")) { Model = ImageModel.GptImage26Flare, Markup = Picture })
            .AssertFinding("markup-references", FindingSeverity.Error, "markup");
        Plans.Explain(
            new ImageToImageRequest("x", Picture) { Model = ImageModel.GptImage26Flare, Markup = ImageInput.FromFileId("file-1") })
            .AssertFinding("markup-references", FindingSeverity.Error, "markup");
    }

    [Fact]
    public void Check_MarkupWithoutAlpha_IsAnError() =>
        Plans.Explain(
            new ImageToImageRequest("x", Picture)
            { Model = ImageModel.GptImage26Flare, Markup = ImageInput.FromBytes(SamplePictures.Png(colorType: 2)) })
            .AssertFinding("markup-alpha", FindingSeverity.Error, "markup");

    [Fact]
    public void Check_MarkupOfAnotherFormat_IsAnError() =>
        Plans.Explain(
            new ImageToImageRequest("x", Picture)
            { Model = ImageModel.GptImage26Flare, Markup = ImageInput.FromBytes(SamplePictures.Jpeg()) })
            .AssertFinding("markup-format", FindingSeverity.Error, "markup");
}
