using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>The errors of the fake service arrive as the exceptions that a program tells apart.</summary>
public class ErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_WrongKey_IsAnAuthenticationError()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service.BaseAddress, apiKey: "sk-wrong");

        GptImageAuthenticationException exception =
            await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal((401, "invalid_request_error", "invalid_api_key"), (exception.StatusCode, exception.Type, exception.Code));
        Assert.StartsWith("req_", exception.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ModerationAtTheInput_TellsStageAndCategories()
    {
        GptImageModerationException exception =
            await FailAsync<GptImageModerationException>(FakeOutcome.ModerationBlocked("input", "sexual", "violence"));

        Assert.Equal(ModerationStage.Input, exception.Stage);
        Assert.Equal(["sexual", "violence"], exception.Categories);
        Assert.Equal(ChargeState.Rejected, exception.Charge);
        Assert.Contains("Change the prompt", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ModerationAtTheOutput_MayHaveCost()
    {
        GptImageModerationException exception =
            await FailAsync<GptImageModerationException>(FakeOutcome.ModerationBlocked("output", "violence"));

        Assert.Equal(ModerationStage.Output, exception.Stage);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task GenerateAsync_RefusedWithHeaders_HasThemOnTheException()
    {
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerAsync(
            400, "application/json", "{}"u8.ToArray(),
            "x-request-id: req_1\r\nopenai-processing-ms: 250\r\nopenai-organization: org-1\r\nX-RateLimit-Limit-Images: 5\r\n"));
        using GptImageClient client = Clients.For(server);

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(
            ("req_1", TimeSpan.FromMilliseconds(250), "org-1"), (exception.RequestId, exception.ProcessingTime, exception.Organization));
        Assert.Equal("5", exception.RateLimits["x-ratelimit-limit-images"]);
    }

    [Fact]
    public async Task GenerateAsync_BillingLimit_IsAQuotaError()
    {
        GptImageQuotaException exception = await FailAsync<GptImageQuotaException>(FakeOutcome.BillingHardLimit());

        Assert.Equal((400, "billing_hard_limit_reached"), (exception.StatusCode, exception.Code));
    }

    [Fact]
    public async Task GenerateAsync_NoQuota_IsAQuotaErrorAndNotRepeated()
    {
        GptImageQuotaException exception = await FailAsync<GptImageQuotaException>(FakeOutcome.QuotaExceeded());

        Assert.Equal(429, exception.StatusCode);
        Assert.Single(exception.Attempts);
    }

    [Fact]
    public async Task GenerateAsync_OrganizationNotVerified_IsAPermissionError()
    {
        GptImagePermissionException exception = await FailAsync<GptImagePermissionException>(FakeOutcome.OrganizationNotVerified());

        Assert.Contains("Verify the organization", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_Gone_IsAModelError() =>
        Assert.Equal(410, (await FailAsync<GptImageModelUnavailableException>(FakeOutcome.Gone())).StatusCode);

    [Fact]
    public async Task GenerateAsync_PayloadTooLarge_IsTheBaseType()
    {
        GptImageApiException exception = await FailAsync<GptImageApiException>(FakeOutcome.PayloadTooLarge());

        Assert.Equal((413, ChargeState.Rejected), (exception.StatusCode, exception.Charge));
        Assert.Contains("smaller input images", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_BadGatewayPage_IsAServerErrorThatMayHaveCost()
    {
        GptImageServerException exception = await FailAsync<GptImageServerException>(FakeOutcome.BadGatewayHtml());

        Assert.Equal((502, ChargeState.PossiblyCharged), (exception.StatusCode, exception.Charge));
        Assert.DoesNotContain("<", exception.Message, StringComparison.Ordinal);
        Assert.Contains("<", exception.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_RateLimitThenRoom_Succeeds()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        service.Enqueue(FakeOutcome.RateLimited(TimeSpan.FromMilliseconds(1)));
        using GptImageClient client = Clients.For(service);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal([429, 200], result.Attempts.Select(attempt => attempt.StatusCode));
    }

    [Fact]
    public async Task GenerateAsync_UnknownModel_IsAModelErrorWithAWarningBefore()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        TextToImageRequest request = new("A lighthouse") { Model = new ImageModel("gpt-image-9") };

        Finding finding = Assert.Single(client.Explain(request).Findings);
        GptImageModelUnavailableException exception =
            await Assert.ThrowsAsync<GptImageModelUnavailableException>(() => client.GenerateAsync(request, Token));

        Assert.Equal(("model-unknown", FindingSeverity.Warning), (finding.RuleId, finding.Severity));
        Assert.Equal((400, "model", ChargeState.Rejected), (exception.StatusCode, exception.Param, exception.Charge));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><head><title>Oops</title></head></html>")]
    [InlineData("{\"error\":{\"message\":\"cut of")]
    [InlineData("\"just a string\"")]
    [InlineData("{\"error\":\"just a string\"}")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task GenerateAsync_ErrorBodyOfAnyShape_GivesAGoodException(string body)
    {
        GptImageApiException exception = await FailAsync<GptImageApiException>(FakeOutcome.Raw(400, "application/json", body));

        Assert.Equal(400, exception.StatusCode);
        Assert.Equal(ChargeState.Rejected, exception.Charge);
        Assert.Equal(body, exception.ResponseBody);
        Assert.Contains("HTTP 400", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<TException> FailAsync<TException>(FakeOutcome outcome)
        where TException : GptImageException
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        service.Enqueue(outcome);
        using GptImageClient client = Clients.For(service);
        return await Assert.ThrowsAsync<TException>(() => client.GenerateAsync("A lighthouse", Token));
    }
}
