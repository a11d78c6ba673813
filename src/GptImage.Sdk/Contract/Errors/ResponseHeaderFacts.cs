using System.Collections.ObjectModel;
using System.Globalization;
using System.Net.Http.Headers;

namespace GptImage.Sdk;

/// <summary>What the headers of an answer say that a caller wants to know.</summary>
internal sealed record ResponseHeaderFacts
{
    private const string RateLimitPrefix = "x-ratelimit-";

    public string? RequestId { get; init; }

    public TimeSpan? ProcessingTime { get; init; }

    public string? Organization { get; init; }

    public IReadOnlyDictionary<string, string> RateLimits { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public static ResponseHeaderFacts FromResponse(HttpResponseMessage response, KeyMask mask) => new()
    {
        RequestId = mask.Hide(First(response, "x-request-id") ?? First(response, "apim-request-id")),
        ProcessingTime =
            double.TryParse(First(response, "openai-processing-ms"), NumberStyles.Float, CultureInfo.InvariantCulture,
            out double milliseconds) && milliseconds is >= 0 and < int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null,
        Organization = mask.Hide(First(response, "openai-organization")),
        RateLimits = RateLimitsOf(response, mask),
    };

    public static string? First(HttpResponseMessage response, string name)
    {
        if (response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                return value;
            }
        }

        return null;
    }

    private static IReadOnlyDictionary<string, string> RateLimitsOf(HttpResponseMessage response, KeyMask mask)
    {
        Dictionary<string, string>? limits = null;
        foreach ((string name, HeaderStringValues values) in response.Headers.NonValidated)
        {
            if (name.StartsWith(RateLimitPrefix, StringComparison.OrdinalIgnoreCase))
            {
                limits ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                limits[name.ToLowerInvariant()] = mask.Hide(string.Join(",", values)) ?? "";
            }
        }

        return limits ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }
}
