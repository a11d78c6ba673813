namespace GptImage.Sdk.Tests;

/// <summary>Errors in the shapes of gateways and of Azure are the kinds they stand for.</summary>
public sealed class GatewayErrorTests
{
    private const string Blocked =
        """{"error":{"message":"Rejected by the safety system. safety_violations=[violence].","type":"image_generation_user_error","param":null,"code":"moderation_blocked"}}""";

    public static TheoryData<int, string, Type> Shapes => new()
    {
        { 400, Blocked, typeof(GptImageModerationException) },
        { 400, Text(Blocked), typeof(GptImageModerationException) },
        {
            400, """{"error":{"message":""" + Text("litellm.BadRequestError: OpenAIException - " + Blocked) + ""","code":"400"}}""",
            typeof(GptImageModerationException)
        },
        {
            400,
            """{"error":{"message":"Error code: 400 - {'error': {'message': 'Rejected.', 'type': 'image_generation_user_error', 'param': None, 'code': 'moderation_blocked'}}","code":"400"}}""",
            typeof(GptImageModerationException)
        },
        { 400, $"event: error\ndata: {Blocked}\n\n", typeof(GptImageModerationException) },
        { 400, $"[{Blocked}]", typeof(GptImageModerationException) },
        {
            400,
            """{"error":{"message":"The response was filtered.","type":null,"param":"prompt","code":"BadRequest","innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":false},"violence":{"filtered":true}}}}}""",
            typeof(GptImageModerationException)
        },
        {
            403,
            """{"error":{"code":403,"message":"The model requires moderation. Your input was flagged for \"violence\".","metadata":{"reasons":["violence"]}}}""",
            typeof(GptImageModerationException)
        },
        {
            403,
            """{"error":{"code":"Forbidden","message":"Your resource has been temporarily blocked because we detected behavior that may violate our content policy."}}""",
            typeof(GptImagePermissionException)
        },
        { 400, """{"error":{"message":"Unknown model: gpt-image-2"}}""", typeof(GptImageModelUnavailableException) },
        {
            404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""",
            typeof(GptImageModelUnavailableException)
        },
        { 402, """{"error":{"message":"Payment required"}}""", typeof(GptImageQuotaException) },
        { 402, "", typeof(GptImageQuotaException) },
        {
            400, """{"error":{"message":"GIF output is not enabled for this request.","type":"image_generation_user_error"}}""",
            typeof(GptImageApiException)
        },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ToFailure_ErrorOfAGateway_IsTheKindItStandsFor(int status, string body, Type expected) =>
        Assert.IsType(expected, Refusals.Create(status, body));

    [Theory]
    [InlineData(
        401,
        """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key."}}""",
        "GptImageClientOptions.ApiKey (or AZURE_OPENAI_API_KEY) and Azure.Endpoint belong to one resource")]
    [InlineData(
        404,
        """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}""",
        "on Azure it is that of a deployment (GptImageClientOptions.Deployments)")]
    [InlineData(
        400, """{"error":{"message":"Unknown model: gpt-image-2"}}""",
        "on Azure it is that of a deployment (GptImageClientOptions.Deployments)")]
    [InlineData(
        404, """{"error":{"code":"404","message":"Resource not found"}}""",
        "Check Azure.Endpoint and Azure.ApiVersion of GptImageClientOptions: images need 2025-04-01-preview or later, or none (null).")]
    [InlineData(
        429, """{"error":{"code":"429","message":"Requests have exceeded call rate limit. Please retry after 12 seconds."}}""",
        "Wait 12 seconds, or send fewer images a minute.")]
    [InlineData(429, """{"error":{"code":"EngineOverloaded","message":"The system is overloaded."}}""", "Wait a little")]
    public void ToFailure_ErrorOfAzure_SaysWhatToDo(int status, string body, string next) =>
        Assert.Contains(next, Refusals.Create(status, body).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("innererror", "content_filter_result")]
    [InlineData("innererror", "content_filter_results")]
    [InlineData("inner_error", "content_filter_result")]
    [InlineData("inner_error", "content_filter_results")]
    public void ToFailure_FilterOfAPrompt_IsStoppedAtTheInputWithItsCategories(string inner, string results)
    {
        GptImageModerationException exception = Assert.IsType<GptImageModerationException>(Refusals.Create(400, $$$$"""
            {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,
             "{{{{inner}}}}":{"code":"ResponsibleAIPolicyViolation","{{{{results}}}}":{"hate":{"filtered":false,"severity":"safe"},"violence":{"filtered":true,"severity":"medium"},"jailbreak":{"detected":false,"filtered":false} } } } }
            """));

        Assert.Equal((ModerationStage.Input, ChargeState.Rejected), (exception.Stage!.Value, exception.Charge));
        Assert.Equal(["violence"], exception.Categories);
    }

    [Fact]
    public void ToFailure_FilterResultInTheSingular_HasCategories() =>
        Assert.Equal(
            ["violence"],
            Assert.IsType<GptImageModerationException>(Refusals.Create(
                400,
                """{"error":{"message":"Filtered.","code":"content_filter","innererror":{"content_filter_result":{"hate":{"filtered":false},"violence":{"filtered":true}}}}}"""))
                .Categories);

    [Fact]
    public void ToFailure_FlaggedInput_CostsNothingAndSaysSo()
    {
        GptImageModerationException exception = Assert.IsType<GptImageModerationException>(Refusals.Create(
            403,
                """{"error":{"code":403,"message":"It requires moderation. Your input was flagged.","metadata":{"reasons":["violence"]}}}"""));

        Assert.Equal((ModerationStage.Input, ChargeState.Rejected), (exception.Stage!.Value, exception.Charge));
        Assert.Equal(["violence"], exception.Categories);
        Assert.DoesNotContain("organization", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        403, """{"error":{"code":"Forbidden","message":"Your resource has been temporarily blocked."}}""", "support of the service")]
    [InlineData(403, "<html>Access Denied by proxy</html>", "proxy")]
    [InlineData(400, """{"error":{"message":"GIF output is not enabled for this request."}}""", "access to the preview")]
    public void ToFailure_NextStep_IsTheRightOne(int status, string body, string words)
    {
        GptImageApiException exception = Refusals.Create(status, body);

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Verify the organization", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Please retry after 12 seconds.", 12)]
    [InlineData("Retry in 3s", 3)]
    public void ToFailure_RetryAfterInWords_IsTheWait(string message, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), Refusals.Create(429, Refusals.Envelope(null, "429", message)).RetryAfter);

    private static string Text(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
