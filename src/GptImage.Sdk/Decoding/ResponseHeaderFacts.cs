using System.Globalization;

namespace GptImage.Sdk;

/// <summary>What the headers of an answer say that a caller wants to know.</summary>
internal sealed record ResponseHeaderFacts
{
    private const string RateLimitPrefix = "x-ratelimit-";

    public string? RequestId { get; init; }

    public TimeSpan? ProcessingTime { get; init; }

    public string? Organization { get; init; }

    public IReadOnlyDictionary<string, string> RateLimits { get; init; } = new Dictionary<string, string>();

    public static ResponseHeaderFacts Of(HttpResponseMessage response) => new()
    {
        RequestId = RequestIdOf(response),
        ProcessingTime = double.TryParse(First(response, "openai-processing-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out double milliseconds) && milliseconds is >= 0 and < int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null,
        Organization = KeyMask.Hide(First(response, "openai-organization"), KeyMask.KeyOf(response)),
        RateLimits = response.Headers
            .Where(header => header.Key.StartsWith(RateLimitPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => KeyMask.Hide(string.Join(",", header.Value), KeyMask.KeyOf(response)) ?? "", StringComparer.OrdinalIgnoreCase),
    };

    public static string? RequestIdOf(HttpResponseMessage response) =>
        KeyMask.Hide(First(response, "x-request-id") ?? First(response, "apim-request-id"), KeyMask.KeyOf(response));

    public static string? First(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
