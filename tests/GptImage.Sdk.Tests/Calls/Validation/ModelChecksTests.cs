namespace GptImage.Sdk.Tests;

public sealed class ModelChecksTests
{
    [Fact]
    public void Check_UnknownModel_WarnsAndSends()
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            Model = new ImageModel("gpt-image-3"),
            Size = new ImageSize(5000, 7),
        });

        Finding finding = plan.AssertFinding("model-unknown", FindingSeverity.Warning, "model");
        Assert.Contains("gpt-image-3", finding.Message, StringComparison.Ordinal);
        Assert.True(plan.IsValid);
        Assert.Null(plan.Cost);
    }

    [Theory]
    [InlineData("gpt-image-2", "my-gpt-image")]
    [InlineData("my-gpt-image", "my-gpt-image")]
    [InlineData(null, "my-gpt-image")]
    [InlineData("gpt-image-1.5", "gpt-image-1.5")]
    [InlineData("MY-GPT-IMAGE", "MY-GPT-IMAGE")]
    public void Explain_Deployment_SendsItsNameByTheRulesOfItsModel(string? model, string wireName)
    {
        using var client = new GptImageClient(new GptImageClientOptions
        {
            ApiKey = "sk-test",
            Deployments = { ["my-gpt-image"] = ImageModel.GptImage2 },
        });

        RequestPlan plan = client.Explain(new TextToImageRequest("x")
        {
            Model = model is null ? null : new ImageModel(model),
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
        });

        Assert.Equal(wireName, plan.Fields["model"]);
        Assert.Equal(wireName == "my-gpt-image" ? "gpt-image-2" : wireName, plan.Model.Value);
        Assert.Equal(wireName == "my-gpt-image" ? 196 : plan.Cost?.MaximumOutputTokens, plan.Cost?.MaximumOutputTokens);
        plan.AssertNoFinding("model-deployments");
    }

    [Fact]
    public void Explain_ModelWithTwoDeployments_MustBeNamedByOne()
    {
        using var client = new GptImageClient(new GptImageClientOptions
        {
            ApiKey = "sk-test",
            Deployments = { ["west"] = ImageModel.GptImage2, ["east"] = ImageModel.GptImage2 },
        });

        RequestPlan unclear = client.Explain(new TextToImageRequest("x"));
        RequestPlan clear = client.Explain(new TextToImageRequest("x") { Model = new ImageModel("west") });

        Finding finding = unclear.AssertFinding("model-deployments", FindingSeverity.Error, "model");
        Assert.Equal("The model 'gpt-image-2' has the deployments 'east', 'west'. Name one of them as the model.", finding.Message);
        Assert.Equal("east", finding.NearestLegalValue);
        Assert.Equal("west", clear.Fields["model"]);
        clear.AssertNoFinding("model-deployments");
    }

    [Fact]
    public void Deployments_ChangedAfterwards_StayAsTheyWere()
    {
        var options = new GptImageClientOptions { ApiKey = "sk-test", Deployments = { ["mine"] = ImageModel.GptImage2 } };
        using var client = new GptImageClient(options);

        options.Deployments.Clear();

        Assert.Equal("mine", client.Explain(new TextToImageRequest("x")).Fields["model"]);
        Assert.Throws<ArgumentException>(
            () => new GptImageClient(new GptImageClientOptions { ApiKey = "sk-test", Deployments = { [" "] = ImageModel.GptImage2 } }));
        Assert.Throws<ArgumentException>(
            () => new GptImageClient(new GptImageClientOptions { ApiKey = "sk-test", Deployments = { ["mine"] = default } }));
    }

    [Fact]
    public void Check_KnownModel_FindsNothing() => Plans.Explain(new TextToImageRequest("x")).AssertNoFinding("model-unknown");

    [Theory]
    [InlineData("gpt-image-1.5", "2026-10-01", null)]
    [InlineData("gpt-image-1.5", "2026-10-02", "shuts down on 2026-12-01")]
    [InlineData("gpt-image-1-mini", "2026-11-23", "shuts down on 2026-12-01")]
    [InlineData("chatgpt-image-latest", "2026-11-30", "shuts down on 2026-12-01")]
    [InlineData("gpt-image-1.5", "2026-12-01", "was shut down on 2026-12-01")]
    [InlineData("gpt-image-1", "2026-11-23", "was shut down on 2026-10-23")]
    [InlineData("dall-e-3", "2026-11-23", "was shut down on 2026-05-12")]
    [InlineData("dall-e-2", "2026-11-23", "was shut down on 2026-05-12")]
    [InlineData("gpt-image-2", "2030-01-01", null)]
    public void Check_Shutdown_WarnsFrom60DaysBefore(string model, string today, string? expected)
    {
        RequestPlan plan =
            Plans.Explain(new TextToImageRequest("x") { Model = new ImageModel(model) },
            DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        Finding? finding = plan.Find("model-retirement");

        Assert.Equal(expected is null, finding is null);
        if (finding is not null)
        {
            Assert.Equal((FindingSeverity.Warning, "gpt-image-2.6-sunburst"), (finding.Severity, finding.NearestLegalValue));
            Assert.Contains(expected!, finding.Message, StringComparison.Ordinal);
            Assert.Contains("gpt-image-2.6-sunburst or gpt-image-2.6-flare", finding.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("n")]
    [InlineData("model")]
    [InlineData("image[]")]
    [InlineData("partial_images")]
    [InlineData("svg")]
    public void Check_AdditionalParameterWithAMemberOfItsOwn_IsAnError(string name)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            AdditionalParameters = new Dictionary<string,
            object>
            { [name] = 1 },
        });

        plan.AssertFinding("additional-parameter-typed", FindingSeverity.Error, name);
    }

    [Fact]
    public void Check_AdditionalParameterOfAnotherName_IsSent()
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            AdditionalParameters = new Dictionary<string,
            object>
            { ["user"] = "u-1" },
        });

        Assert.Empty(plan.OtherThanPrice());
        Assert.Equal("u-1", plan.Fields["user"]);
    }
}
