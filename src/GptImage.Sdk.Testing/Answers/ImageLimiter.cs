using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>Counts pictures per minute: a full allowance at first, one more every sixtieth of a minute divided by the limit.</summary>
internal sealed class ImageLimiter(int limit, TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly long _ticksPerImage = TimeSpan.TicksPerMinute / limit;
    private long _freeAt;

    /// <summary>Takes so many pictures out of the allowance; returns the answer to a request for more than there are.</summary>
    public (ServiceError? Fault, IReadOnlyDictionary<string, string> Headers) Take(int count)
    {
        lock (_gate)
        {
            long now = clock.GetUtcNow().Ticks;
            long start = Math.Max(now, _freeAt);
            long used = Images(start - now);
            long wait = start + (count * _ticksPerImage) - now - (limit * _ticksPerImage);
            if (count > limit)
            {
                return (Refused(string.Create(CultureInfo.InvariantCulture, $"Limit {limit}, Requested {count}.")), Headers(start - now));
            }

            if (wait > 0)
            {
                var delay = RetryDelay.FromWait(TimeSpan.FromTicks(wait));
                var headers = new Dictionary<string, string>(Headers(start - now));
                foreach (KeyValuePair<string, string> header in delay.Headers)
                {
                    headers[header.Key] = header.Value;
                }

                return (
                    Refused(
                        string.Create(CultureInfo.InvariantCulture, $"Limit {limit}, Used {used}. Please try again in {delay.Words}.")),
                        headers);
            }

            _freeAt = start + (count * _ticksPerImage);
            return (null, Headers(_freeAt - now));
        }
    }

    /// <summary>Writes the headers of a limit.</summary>
    /// <param name="limit">How many pictures a minute has.</param>
    /// <param name="used">How many of them are used.</param>
    /// <param name="reset">When all are there again.</param>
    public static Dictionary<string, string> HeadersOf(long limit, long used, TimeSpan reset) => new()
    {
        ["x-ratelimit-limit-input-images"] = limit.ToString(CultureInfo.InvariantCulture),
        ["x-ratelimit-remaining-input-images"] = (limit - used).ToString(CultureInfo.InvariantCulture),
        ["x-ratelimit-reset-input-images"] = RetryDelay.FromWait(reset).Words,
    };

    private static ServiceError Refused(string reason) =>
        new(429, "input-images", "rate_limit_exceeded", null,
            $"Rate limit reached for {{model}} (for limit gpt-image) in organization org-fake on input-images per min: {reason}");

    private Dictionary<string, string> Headers(long owed) => HeadersOf(limit, Images(owed), TimeSpan.FromTicks(owed));

    private long Images(long ticks) => Math.Min(limit, (ticks + _ticksPerImage - 1) / _ticksPerImage);
}
