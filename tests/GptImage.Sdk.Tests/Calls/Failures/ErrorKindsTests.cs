namespace GptImage.Sdk.Tests;

public sealed class ErrorKindsTests
{
    [Theory]
    [InlineData(400, "invalid_request_error", "missing_required_parameter", "model", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "invalid_type", "model", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "unknown_parameter", "style", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "empty_string", "prompt", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "empty_array", "images", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "integer_below_min_value", "n", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "integer_above_max_value", "n", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "invalid_value", "quality", typeof(GptImageApiException))]
    [InlineData(400, "invalid_request_error", "unsupported_file_mimetype", "image", typeof(GptImageApiException))]
    [InlineData(400, "image_generation_user_error", "invalid_value", "size", typeof(GptImageApiException))]
    [InlineData(400, "image_generation_user_error", "invalid_value", "model", typeof(GptImageModelUnavailableException))]
    [InlineData(400, "image_generation_user_error", "invalid_png_output_compression", null, typeof(GptImageApiException))]
    [InlineData(400, "image_generation_user_error", "invalid_input_fidelity_model", "input_fidelity", typeof(GptImageApiException))]
    [InlineData(400, "image_generation_user_error", "invalid_image_file", null, typeof(GptImageApiException))]
    [InlineData(400, "image_generation_user_error", "content_policy_violation", null, typeof(GptImageModerationException))]
    [InlineData(400, "invalid_request_error", "content_policy_violation", null, typeof(GptImageModerationException))]
    [InlineData(400, null, "content_filter", null, typeof(GptImageModerationException))]
    [InlineData(400, null, "contentFilter", null, typeof(GptImageModerationException))]
    [InlineData(451, null, null, null, typeof(GptImageModerationException))]
    [InlineData(400, "billing_limit_user_error", "billing_hard_limit_reached", null, typeof(GptImageQuotaException))]
    [InlineData(400, "billing_limit_user_error", null, null, typeof(GptImageQuotaException))]
    [InlineData(401, "invalid_request_error", "invalid_api_key", null, typeof(GptImageAuthenticationException))]
    [InlineData(401, null, "401", null, typeof(GptImageAuthenticationException))]
    [InlineData(403, "invalid_request_error", null, null, typeof(GptImagePermissionException))]
    [InlineData(403, "invalid_request_error", "unsupported_model", null, typeof(GptImagePermissionException))]
    [InlineData(403, "invalid_request_error", "model_not_available", null, typeof(GptImagePermissionException))]
    [InlineData(403, "invalid_request_error", "model_not_found", null, typeof(GptImagePermissionException))]
    [InlineData(403, null, "Forbidden", null, typeof(GptImagePermissionException))]
    [InlineData(404, "invalid_request_error", "model_not_found", "model", typeof(GptImageModelUnavailableException))]
    [InlineData(404, null, "DeploymentNotFound", null, typeof(GptImageModelUnavailableException))]
    [InlineData(404, "invalid_request_error", null, "id", typeof(GptImageApiException))]
    [InlineData(409, null, null, null, typeof(GptImageApiException))]
    [InlineData(410, null, null, null, typeof(GptImageModelUnavailableException))]
    [InlineData(413, "server_error", null, null, typeof(GptImageApiException))]
    [InlineData(422, null, null, null, typeof(GptImageApiException))]
    [InlineData(429, "requests", "rate_limit_exceeded", null, typeof(GptImageRateLimitException))]
    [InlineData(429, "tokens", "rate_limit_exceeded", null, typeof(GptImageRateLimitException))]
    [InlineData(429, "input-images", "rate_limit_exceeded", null, typeof(GptImageRateLimitException))]
    [InlineData(429, null, "EngineOverloaded", null, typeof(GptImageRateLimitException))]
    [InlineData(429, null, "429", null, typeof(GptImageRateLimitException))]
    [InlineData(400, null, "rate_limit_exceeded", null, typeof(GptImageRateLimitException))]
    [InlineData(429, "insufficient_quota", "insufficient_quota", null, typeof(GptImageQuotaException))]
    [InlineData(429, "insufficient_quota", null, null, typeof(GptImageQuotaException))]
    [InlineData(429, null, "credit_balance_exhausted", null, typeof(GptImageQuotaException))]
    [InlineData(429, null, "organization_spend_limit_exceeded", null, typeof(GptImageQuotaException))]
    [InlineData(429, null, "project_spend_limit_exceeded", null, typeof(GptImageQuotaException))]
    [InlineData(429, null, "organization_usage_limit_exceeded", null, typeof(GptImageQuotaException))]
    [InlineData(503, "server_error", "server_is_overloaded", null, typeof(GptImageServerException))]
    [InlineData(503, "server_error", "slow_down", null, typeof(GptImageServerException))]
    public void ToException_RefusalOfTheCatalogue_IsItsKindAndCostsNothing(
        int status, string? type, string? code, string? param, Type expected)
    {
        GptImageApiException exception = Refusals.Create(status, Refusals.Envelope(type, code, param: param));

        Assert.IsType(expected, exception);
        Assert.Equal((status, type, code, param), (exception.StatusCode, exception.Type, exception.Code, exception.Param));
        Assert.Equal(ChargeState.Rejected, exception.Charge);
        Assert.Contains($"(HTTP {status})", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was charged.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"No such size.","param":"size"}}""", "Change the parameter 'size' as the service says.")]
    [InlineData("""{"error":{"message":"No such size."}}""", "Change it as the service says.")]
    [InlineData(
        """{"error":{"param":"size"}}""", "The answer names the parameter 'size' and gives no reason; see ResponseBody.")]
    [InlineData("", "The answer gives no reason; see ResponseBody, and check GptImageClientOptions.BaseAddress and any gateway.")]
    public void ToFailure_RefusalWithOrWithoutAReason_AdvisesOnlyWhatTheAnswerHas(string body, string next) =>
        Assert.Equal(next, Refusals.Fail(400, body).Next);

    [Theory]
    [InlineData(408, "", typeof(GptImageApiException))]
    [InlineData(500, Refusals.ServerError, typeof(GptImageServerException))]
    [InlineData(
        500, """{"error":{"message":"Image generation failed","type":"image_generation_server_error","code":"image_generation_failed"}}""",
        typeof(GptImageServerException))]
    [InlineData(502, Refusals.Html, typeof(GptImageServerException))]
    [InlineData(503, Refusals.Html, typeof(GptImageServerException))]
    [InlineData(503, "", typeof(GptImageServerException))]
    [InlineData(503, """{"error":"upstream request timeout"}""", typeof(GptImageServerException))]
    [InlineData(504, "upstream request timeout", typeof(GptImageServerException))]
    [InlineData(200, """{"error":{"message":"Image generation failed"}}""", typeof(GptImageApiException))]
    [InlineData(400, """{"error":{"message":"x","code":"moderation_blocked"}}""", typeof(GptImageModerationException))]
    [InlineData(
        400,
        """{"error":{"message":"x","code":"moderation_blocked","moderation_details":{"moderation_stage":"output","categories":[]}}}""",
        typeof(GptImageModerationException))]
    [InlineData(
        400,
        """{"error":{"message":"x","code":"moderation_blocked","moderation_details":{"moderation_stage":"unknown","categories":[]}}}""",
        typeof(GptImageModerationException))]
    [InlineData(
        400, """{"error":{"message":"x","code":"moderation_blocked","moderation_details":{"moderation_stage":"later","categories":[]}}}""",
        typeof(GptImageModerationException))]
    [InlineData(
        200,
        """{"created":1698435368,"error":{"code":"contentFilter","message":"Generated image was filtered as a result of our safety system."}}""", typeof(GptImageModerationException))]
    public void ToException_PictureMayHaveBeenMade_IsPossiblyCharged(int status, string body, Type expected)
    {
        GptImageApiException exception = Refusals.Create(status, body);

        Assert.IsType(expected, exception);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Contains("may cost it again", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input", ChargeState.Rejected)]
    [InlineData("output", ChargeState.PossiblyCharged)]
    [InlineData("unknown", ChargeState.PossiblyCharged)]
    public void ToException_ModerationDetails_AreOnTheException(string stage, ChargeState charge)
    {
        GptImageModerationException exception = Assert.IsType<GptImageModerationException>(Refusals.Create(400, $$$$"""
            {"error":{"message":"Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_abc123. safety_violations=[sexual].",
             "type":"image_generation_user_error","param":null,"code":"moderation_blocked",
             "moderation_details":{"moderation_stage":"{{{{stage}}}}","categories":["sexual"]}}}
            """));

        Assert.Equal((new ModerationStage(stage), charge), (exception.Stage!.Value, exception.Charge));
        Assert.Equal(["sexual"], exception.Categories);
        Assert.Equal("req_abc123", exception.RequestId);
        Assert.Contains($"at the {stage} stage (sexual)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("req_abc123", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Your task failed as a result of our safety system.", "input", ChargeState.Rejected)]
    [InlineData("Generated image was filtered as a result of our safety system.", "output", ChargeState.PossiblyCharged)]
    public void ToException_AzureFilter_HasTheStageOfItsMessage(string message, string stage, ChargeState charge)
    {
        GptImageModerationException exception =
            Assert.IsType<GptImageModerationException>(
                Refusals.Create(400, $$$"""{"created":1698435368,"error":{"code":"contentFilter","message":"{{{message}}}"}}"""));

        Assert.Equal((new ModerationStage(stage), charge), (exception.Stage!.Value, exception.Charge));
    }

    [Fact]
    public void ToException_AzureBlockOfTheService_HasCategories()
    {
        GptImageModerationException exception =
            Assert.IsType<GptImageModerationException>(
                Refusals.Create(400,
                Refusals.Envelope("image_generation_user_error", null,
                "Rejected. Contact us at Azure support ticket and include the request ID 123. safety_violations=[violence].")));

        Assert.Equal(["violence"], exception.Categories);
    }

    [Theory]
    [InlineData("Please try again in 467ms.", 467)]
    [InlineData("… on input-images per min: Limit 5, Used 5 … try again in 12s", 12_000)]
    public void ToException_RateLimitWithoutHeader_HasTheWaitOfItsMessage(string message, int milliseconds)
    {
        GptImageApiException exception = Refusals.Create(429, Refusals.Envelope("input-images", "rate_limit_exceeded", message));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), exception.RetryAfter);
    }

    [Fact]
    public void ToException_RateLimitWithHeader_HasTheWaitOfTheHeader() =>
        Assert.Equal(TimeSpan.FromSeconds(3), Refusals.Create(429, Refusals.RateLimit, delay: TimeSpan.FromSeconds(3)).RetryAfter);

    [Fact]
    public void ToException_RateLimitWithoutAnyWait_HasNone() =>
        Assert.Null(Refusals.Create(429, Refusals.Envelope("requests", "rate_limit_exceeded")).RetryAfter);

    [Theory]
    [InlineData("Stop.", "refused the request (HTTP 422): Stop. Nothing")]
    [InlineData("Stop", "refused the request (HTTP 422): Stop. Nothing")]
    [InlineData("Sorry about that!", "refused the request (HTTP 422): Sorry about that! Nothing")]
    [InlineData("", "refused the request (HTTP 422). Nothing")]
    public void ToException_AnyMessage_EndsInOneMark(string message, string expected) =>
        Assert.Contains(expected, Refusals.Create(422, Refusals.Envelope(null, null, message)).Message, StringComparison.Ordinal);

    [Fact]
    public void ToException_Body_IsKept() => Assert.Equal(Refusals.Html, Refusals.Create(502, Refusals.Html).ResponseBody);
}
