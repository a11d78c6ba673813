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
