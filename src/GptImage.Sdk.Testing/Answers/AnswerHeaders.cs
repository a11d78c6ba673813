using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>The headers that the service puts on its answers.</summary>
/// <remarks>Without <c>Alt-Svc</c>, which would send clients elsewhere.</remarks>
internal static class AnswerHeaders
{
    public static Dictionary<string, string> ForAzure(FakeAnswer answer, string requestId) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = answer.ContentType,
        ["apim-request-id"] = requestId,
        ["x-request-id"] = requestId,
        ["x-ms-region"] = "Sweden Central",
        ["X-Content-Type-Options"] = "nosniff",
        ["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains; preload",
    };

    public static Dictionary<string, string> For(FakeAnswer answer, string requestId, TimeSpan processing)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = answer.ContentType,
            ["x-request-id"] = requestId,
            ["openai-processing-ms"] = ((long)processing.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            ["openai-version"] = "2020-10-01",
            ["openai-organization"] = "org-fake",
            ["openai-project"] = "proj_fake",
            ["X-Content-Type-Options"] = "nosniff",
            ["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains; preload",
            ["CF-Cache-Status"] = "DYNAMIC",
            ["CF-Ray"] = requestId[4..20] + "-FRA",
            ["Access-Control-Expose-Headers"] = "X-Request-ID, CF-Ray, CF-Ray",
        };
        if (answer.StatusCode == 401)
        {
            headers["WWW-Authenticate"] = "Bearer realm=\"OpenAI API\"";
        }

        return headers;
    }
}
