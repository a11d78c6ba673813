namespace GptImage.Sdk.Tests;

public sealed class AnimationChecksTests
{
    private static TextToImageRequest Gif => new("x") { Model = ImageModel.GptImage26Flare, OutputFormat = OutputFormat.Gif };

    private static TextToImageRequest Svg => new("x") { Model = ImageModel.GptImage26Flare, OutputFormat = OutputFormat.Svg };

    [Fact]
    public void Check_PlainGif_WarnsAboutPreviewOnly() =>
        Assert.Equal("format-preview", Assert.Single(Plans.Explain(Gif with
        {
            Animation = new ImageAnimation { FrameCount = 9, FrameDuration = TimeSpan.FromMilliseconds(200) },
        }).OtherThanPrice()).RuleId);

    [Fact]
    public void Check_AnimationOfAnotherFormat_IsAnError() =>
        Plans.Explain(new TextToImageRequest("x") { Animation = new ImageAnimation() })
            .AssertFinding("animation-format", FindingSeverity.Error, "frame_count");

    [Theory]
    [InlineData(1, "2")]
    [InlineData(2, null)]
    [InlineData(16, null)]
    [InlineData(17, "16")]
    public void Check_FrameCount_IsTwoToSixteen(int frames, string? nearest)
    {
        Finding? finding = Plans.Explain(Gif with { Animation = new ImageAnimation { FrameCount = frames } }).Find("frame-count-range");

        Assert.Equal((nearest, nearest is null ? null : FindingSeverity.Error), (finding?.NearestLegalValue, finding?.Severity));
    }

    [Theory]
    [InlineData(19, FindingSeverity.Error)]
    [InlineData(20, null)]
    [InlineData(655_350, null)]
    [InlineData(-1, FindingSeverity.Error)]
    public void Check_FrameDuration_IsTwentyMillisecondsOrMore(int milliseconds, FindingSeverity? severity) =>
        Assert.Equal(severity, Plans.Explain(Gif with
        {
            Animation = new ImageAnimation { FrameDuration = TimeSpan.FromMilliseconds(milliseconds) },
        }).Find("frame-duration-range")?.Severity);

    [Fact]
    public void Check_FrameDurationBeyondNumbers_IsAnError() =>
        Plans.Explain(Gif with { Animation = new ImageAnimation { FrameDuration = TimeSpan.MaxValue } })
            .AssertFinding("frame-duration-range", FindingSeverity.Error, "frame_duration_ms");

    [Theory]
    [InlineData("960x960", 9, false)]
    [InlineData("976x976", 9, true)]
    [InlineData("816x816", 10, false)]
    [InlineData("816x816", 12, false)]
    [InlineData("832x832", 12, true)]
    [InlineData("720x720", 13, false)]
    [InlineData("720x720", 16, false)]
    [InlineData("736x736", 16, true)]
    [InlineData("1280x720", 9, false)]
    [InlineData("720x1280", 2, false)]
    [InlineData("960x960", 8, false)]
    [InlineData("976x976", 8, true)]
    [InlineData("288x288", 2, false)]
    [InlineData("272x272", 8, true)]
    [InlineData("1024x1024", 6, true)]
    [InlineData("512x288", 8, false)]
    [InlineData("576x1024", 8, false)]
    [InlineData("240x240", 10, false)]
    [InlineData("224x224", 12, true)]
    [InlineData("1280x720", 10, true)]
    [InlineData("1024x576", 12, false)]
    [InlineData("960x320", 10, false)]
    [InlineData("208x208", 16, false)]
    [InlineData("192x192", 13, true)]
    [InlineData("1024x576", 16, true)]
    [InlineData("3840x1280", 9, true)]
    [InlineData("512x288", 9, false)]
    [InlineData("272x272", 9, false)]
    [InlineData("256x256", 9, true)]
    [InlineData("960x528", 16, false)]
    [InlineData("960x540", 16, true)]
    [InlineData("384x384", null, false)]
    [InlineData("976x976", null, true)]
    public void Check_GifGeometry_WarnsWhatWasMeasuredNotToFit(string size, int? frames, bool warns)
    {
        RequestPlan plan = Plans.Explain(Gif with
        {
            Size = ImageSize.Parse(size),
            Animation = frames is null ? null : new ImageAnimation { FrameCount = frames },
        });

        Assert.Equal(warns ? FindingSeverity.Warning : null, plan.Find("gif-geometry")?.Severity);
        Assert.True(plan.IsValid);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Check_SeveralAnimations_ShareThePixelsOfOneRequest(int count, bool warns)
    {
        // Sheets of 1536x1536: 2,359,296 pixels each, of 8,294,400.
        RequestPlan plan = Plans.Explain(Gif with { Size = new ImageSize(512, 512), Count = count });

        Assert.Equal(warns, plan.Find("gif-geometry")?.Message.Contains("9,437,184", StringComparison.Ordinal) ?? false);
        Assert.True(plan.IsValid);
    }

    [Theory]
    [InlineData(2000, null)]
    [InlineData(2001, FindingSeverity.Warning)]
    [InlineData(655_350, FindingSeverity.Warning)]
    public void Check_FrameDurationAboveTwoSeconds_IsWarnedAbout(int milliseconds, FindingSeverity? severity)
    {
        RequestPlan plan = Plans.Explain(Gif with
        {
            Animation = new ImageAnimation { FrameDuration = TimeSpan.FromMilliseconds(milliseconds) },
        });

        Assert.Equal(severity, plan.Find("frame-duration-long")?.Severity);
        Assert.Equal(severity is null ? null : "2000", plan.Find("frame-duration-long")?.NearestLegalValue);
        Assert.True(plan.IsValid);
    }

    [Fact]
    public void Check_GifWithMask_IsAnError()
    {
        ImageInput picture = ImageInput.FromBytes(SamplePictures.Png());

        RequestPlan plan = Plans.Explain(new ImageToImageRequest("x", picture)
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = OutputFormat.Gif,
            Mask = picture,
        });

        plan.AssertFinding("gif-mask", FindingSeverity.Error, "mask");
    }

    [Fact]
    public void Check_GifStream_IsAnError()
    {
        Plans.ExplainStream(Gif).AssertFinding("gif-stream", FindingSeverity.Error, "stream");
        Plans.Explain(Gif).AssertNoFinding("gif-stream");
    }

    [Fact]
    public void Check_SvgAuthorOfAnotherFormat_IsAnError() =>
        Plans.Explain(new TextToImageRequest("x") { Svg = new SvgAuthor("gpt-6-astra") })
            .AssertFinding("svg-format", FindingSeverity.Error, "svg");

    [Fact]
    public void Check_SvgAuthorOfSvg_IsFine() =>
        Assert.True(Plans.Explain(Svg with { Svg = new SvgAuthor("gpt-6-astra") { Effort = "high" } }).IsValid);

    [Theory]
    [InlineData("none", null)]
    [InlineData("minimal", null)]
    [InlineData("low", null)]
    [InlineData("medium", null)]
    [InlineData("high", null)]
    [InlineData("xhigh", null)]
    [InlineData("max", null)]
    [InlineData("enormous", "value-unknown")]
    [InlineData("", "value-empty")]
    public void Check_SvgEffort_IsKnownOrWarnedAbout(string effort, string? ruleId) =>
        Assert.Equal(
            ruleId,
            Plans.Explain(
                Svg with { Svg = new SvgAuthor("gpt-6-astra") { Effort = effort } }).Findings.FirstOrDefault(
                    finding => finding.Parameter == "svg")?.RuleId);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Check_SvgCount_IsOne(int count, bool isError)
    {
        Finding? finding = Plans.Explain(Svg with { Count = count }).Find("svg-count");

        Assert.Equal(isError ? "1" : null, finding?.NearestLegalValue);
        Assert.Equal(isError ? FindingSeverity.Error : null, finding?.Severity);
    }
}
