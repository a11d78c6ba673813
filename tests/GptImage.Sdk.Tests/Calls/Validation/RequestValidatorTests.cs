namespace GptImage.Sdk.Tests;

public sealed class RequestValidatorTests
{
    [Fact]
    public void Validate_PlainRequest_FindsNothing()
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("A lighthouse at dawn"));

        Assert.Empty(plan.OtherThanPrice());
        Assert.True(plan.IsValid);
        plan.ThrowIfInvalid();
    }

    [Fact]
    public void Validate_SeveralFaults_FindsAllAtOnceErrorsFirst()
    {
        TextToImageRequest request = new("")
        {
            Model = ImageModel.GptImage2,
            Count = 11,
            Size = new ImageSize(1000, 700),
            Quality = ImageQuality.Max,
            Background = ImageBackground.Transparent,
            OutputFormat = OutputFormat.Jpeg,
            OutputCompression = 101,
            SafetyIdentifier = new string('x', 129),
            Moderation = new ModerationLevel("strict"),
        };

        RequestPlan plan = Plans.Explain(request);

        Assert.False(plan.IsValid);
        Assert.Equal(
            ["background-transparent-format", "compression-range", "count-range", "prompt-empty", "quality-unsupported", "size-multiple"],
            plan.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.RuleId)
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["background-transparent-preview", "safety-identifier-length", "value-unknown"],
            plan.Findings.Where(finding => finding.Severity == FindingSeverity.Warning).Select(finding => finding.RuleId)
                .Order(StringComparer.Ordinal));
        Assert.Equal(plan.Findings.OrderByDescending(finding => finding.Severity), plan.Findings);
    }

    [Fact]
    public void ThrowIfInvalid_Errors_ThrowsThemAllAndSaysThatNothingWasCharged()
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("") { Count = 0 });

        GptImageValidationException exception = Assert.Throws<GptImageValidationException>(plan.ThrowIfInvalid);

        Assert.Equal(plan.Findings, exception.Findings);
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.StartsWith("The request was not sent and nothing was charged. ", exception.Message, StringComparison.Ordinal);
        Assert.All(plan.OtherThanPrice(), finding => Assert.Contains(finding.Message, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_DefaultValues_AreRefusedEach()
    {
        ImageToImageRequest request = new("x", ImageInput.FromBytes(SamplePictures.Png()))
        {
            Model = default(ImageModel),
            Quality = default(ImageQuality),
            Background = default(ImageBackground),
            OutputFormat = default(OutputFormat),
            Moderation = default(ModerationLevel),
            Complexity = default(Complexity),
            InputFidelity = default(InputFidelity),
        };

        RequestPlan plan = Plans.Explain(request);

        Assert.Equal(
            ["background", "complexity", "input_fidelity", "model", "moderation", "output_format", "quality"],
            plan.Findings.Where(finding => finding is { RuleId: "value-empty", Severity: FindingSeverity.Error })
                .Select(finding => finding.Parameter).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Validate_UnknownValues_AreWarnedAboutEach()
    {
        ImageToImageRequest request = new("x", ImageInput.FromBytes(SamplePictures.Png()))
        {
            Model = new ImageModel("gpt-image-3"),
            Quality = new ImageQuality("ultra"),
            Background = new ImageBackground("checkered"),
            OutputFormat = new OutputFormat("avif"),
            Moderation = new ModerationLevel("strict"),
            Complexity = new Complexity("extreme"),
            InputFidelity = new InputFidelity("medium"),
        };

        RequestPlan plan = Plans.Explain(request);

        Assert.True(plan.IsValid);
        Assert.Equal(
            ["background", "complexity", "input_fidelity", "model", "moderation", "output_format", "quality"],
            plan.Findings.Where(finding => finding.RuleId is "value-unknown" or "model-unknown").Select(finding => finding.Parameter)
                .Order(StringComparer.Ordinal));
        Assert.Equal("ultra", plan.Fields["quality"]);
        Assert.Equal("avif", plan.Fields["output_format"]);
    }
}
