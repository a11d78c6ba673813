namespace GptImage.Sdk.Tests;

public sealed class AzureChecksTests
{
    private static readonly TextToImageRequest Picture = new("A lighthouse") { Size = ImageSize.Square, Quality = ImageQuality.Low };

    [Fact]
    public void Validate_DeploymentOfTheModel_FindsNothing() => Assert.Empty(Explain(Picture).Findings);

    [Fact]
    public void Validate_NoDeploymentOfTheModel_WarnsThatItsNameIsSent()
    {
        RequestPlan plan = Explain(Picture with { Model = ImageModel.GptImage26Flare });

        Finding finding = plan.AssertFinding("azure-deployment", FindingSeverity.Warning, "model");
        Assert.Equal(
            "Azure takes the name of a deployment as the model. GptImageClientOptions.Deployments names no deployment of "
            + "'gpt-image-2.6-flare', so 'gpt-image-2.6-flare' is sent as the name.",
            finding.Message);
        Assert.Equal("gpt-image-2.6-flare", plan.Fields["model"]);
    }

    [Fact]
    public void Validate_UnknownName_IsToldOnce()
    {
        RequestPlan plan = Explain(Picture with { Model = new ImageModel("other-dep") });

        Assert.Equal("model-unknown", Assert.Single(plan.Findings).RuleId);
    }

    [Fact]
    public void Validate_TwoDeployments_AsksForOne()
    {
        RequestPlan plan = Explain(Picture, options => options.Deployments["second"] = ImageModel.GptImage2);

        Assert.Equal("model-deployments", Assert.Single(plan.Findings).RuleId);
    }

    [Theory]
    [InlineData("webp", true)]
    [InlineData("gif", true)]
    [InlineData("png", false)]
    [InlineData("jpeg", false)]
    public void Validate_Formats_WarnsOfWhatAzureDoesNotDocument(string format, bool warns)
    {
        RequestPlan plan = Explain(Picture with { OutputFormat = new OutputFormat(format) });

        Assert.Equal(warns ? 1 : 0, plan.Findings.Count(finding => finding.RuleId == "azure-format"));
    }

    [Fact]
    public void Validate_FileIdInAnEdit_IsAnError()
    {
        ImageToImageRequest edit = new("Make it night", ImageInput.FromFileId("file-abc")) { Quality = ImageQuality.Low };

        Explain(edit).AssertFinding("azure-references", FindingSeverity.Error, "image");
        Plans.Explain(edit).AssertNoFinding("azure-references");
    }

    [Fact]
    public void Validate_WithoutAzure_SaysNothingOfIt()
    {
        RequestPlan plan = Plans.Explain(Picture with { OutputFormat = OutputFormat.Webp });

        Assert.DoesNotContain(plan.Findings, finding => finding.RuleId.StartsWith("azure-", StringComparison.Ordinal));
    }

    private static RequestPlan Explain(ImageRequest request, Action<GptImageClientOptions>? configure = null)
    {
        GptImageClientOptions options = new()
        {
            ApiKey = "key",
            Azure = new AzureOptions { Endpoint = new Uri("https://res.openai.azure.com") },
            Deployments = { ["my-dep"] = ImageModel.GptImage2 },
        };
        configure?.Invoke(options);
        using GptImageClient client = new(options);
        return client.Explain(request);
    }
}
