namespace GptImage.Sdk.Tests;

/// <summary>The exceptions of answers, made as the client makes them.</summary>
internal static class Refusals
{
    public const string RateLimit =
        """{"error":{"message":"Rate limit reached for gpt-image-2-codex (for limit gpt-image) in organization org on input-images per min: Limit 4000, Used 4000. Please try again in 467ms.","type":"input-images","param":null,"code":"rate_limit_exceeded"}}""";

    public const string Quota =
        """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""";

    public const string ServerError =
        """{"error":{"message":"The server had an error while processing your request. Sorry about that!","type":"server_error","param":null,"code":null}}""";

    public const string Html =
        "<html><head><title>502 Bad Gateway</title><style>body{color:red}</style></head><body><h1>502 Bad Gateway</h1></body></html>";

    public static GptImageApiException Create(int status, string body, TimeSpan? delay = null, bool? shouldRetry = null) =>
        Assert.IsAssignableFrom<GptImageApiException>(
            FailedCall.ToException(Fail(status, body, delay, shouldRetry), new CallHistory(new RetryOptions()), null));

    public static Failure Fail(int status, string body, TimeSpan? delay = null, bool? shouldRetry = null) =>
        ErrorKinds.ToFailure(ErrorFacts.Parse(body) with { StatusCode = status, Delay = delay, ShouldRetry = shouldRetry, Body = body });

    /// <summary>An error in the service's envelope; <c>null</c> leaves a field null.</summary>
    public static string Envelope(string? type, string? code, string message = "No.", string? param = null) =>
        $$$"""{"error":{"message":"{{{message}}}","type":{{{Json(type)}}},"param":{{{Json(param)}}},"code":{{{Json(code)}}} }}""";

    private static string Json(string? text) => text is null ? "null" : $"\"{text}\"";
}
