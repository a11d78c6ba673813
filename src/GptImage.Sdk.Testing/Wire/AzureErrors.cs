using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>The refusals that Azure writes in forms of its own.</summary>
internal static class AzureErrors
{
    /// <summary>The categories that a filter always names, whether they stopped the request or not.</summary>
    private static readonly string[] UsualCategories = ["hate", "self_harm", "sexual", "violence"];

    public static FakeAnswer AccessDenied { get; } = Write(
        401, "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription "
        + "and use a correct regional API endpoint for your resource.");

    public static FakeAnswer NotFound { get; } = Write(404, "404", "Resource not found");

    public static FakeAnswer DeploymentNotFound { get; } = Write(
        404, "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a "
        + "moment and try again.");

    public static FakeAnswer ResourceBlocked { get; } = Write(
        403, "Forbidden",
        "Your resource has been temporarily blocked because we detected behavior that may violate our content policy. Contact support to "
        + "have it reviewed.");

    /// <summary>The name of a model where that of a deployment belongs.</summary>
    public static FakeAnswer UnknownModel(string model) => JsonAnswer.Write(
        writer =>
        {
            writer.WriteStartObject("error");
            writer.WriteString("message", $"Unknown model: {model}");
            writer.WriteEndObject();
        },
        400);

    public static FakeAnswer Throttled(TimeSpan retryAfter)
    {
        string seconds = ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string message =
            "Requests to the Images Operation under Azure OpenAI API have exceeded call rate limit of your current pricing tier. Please "
            + $"retry after {seconds} seconds.";
        return Write(429, "429", message) with { Headers = new Dictionary<string, string> { ["retry-after"] = seconds } };
    }

    /// <summary>A prompt that the filter stopped, with what it found.</summary>
    public static FakeAnswer PromptFiltered(IReadOnlyList<string> categories) => JsonAnswer.Write(
        writer =>
        {
            writer.WriteStartObject("error");
            writer.WriteString(
                "message",
                "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your "
                + "prompt and retry.");
            writer.WriteNull("type");
            writer.WriteString("param", "prompt");
            writer.WriteString("code", "content_filter");
            writer.WriteNumber("status", 400);
            WriteFindings(writer, "innererror", "content_filter_result", categories);
            writer.WriteEndObject();
        },
        400);

    /// <summary>A picture that the filter held back, in the other spelling of its findings.</summary>
    public static FakeAnswer PictureFiltered(IReadOnlyList<string> categories) => JsonAnswer.Write(
        writer =>
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", "contentFilter");
            writer.WriteString("message", "Generated image was filtered as a result of our safety system.");
            WriteFindings(writer, "inner_error", "content_filter_results", categories);
            writer.WriteEndObject();
        },
        400);

    private static void WriteFindings(
        System.Text.Json.Utf8JsonWriter writer, string name, string results, IReadOnlyList<string> categories)
    {
        writer.WriteStartObject(name);
        writer.WriteString("code", "ResponsibleAIPolicyViolation");
        writer.WriteStartObject(results);
        foreach (string category in UsualCategories.Union(categories))
        {
            bool isFiltered = categories.Contains(category);
            writer.WriteStartObject(category);
            writer.WriteBoolean("filtered", isFiltered);
            writer.WriteString("severity", isFiltered ? "medium" : "safe");
            writer.WriteEndObject();
        }

        writer.WriteStartObject("jailbreak");
        writer.WriteBoolean("detected", false);
        writer.WriteBoolean("filtered", false);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static FakeAnswer Write(int status, string code, string message) => JsonAnswer.Write(
        writer =>
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", code);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        },
        status);
}
