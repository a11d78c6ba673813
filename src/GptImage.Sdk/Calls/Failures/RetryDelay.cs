using System.Globalization;
using System.Text.RegularExpressions;

namespace GptImage.Sdk;

/// <summary>Reads how long the service asks to wait.</summary>
internal static partial class RetryDelay
{
    private const double MaxMilliseconds = int.MaxValue;

    /// <summary>Reads <c>retry-after-ms</c>, else <c>retry-after</c>: seconds or an HTTP date. A wait of years is one, too long to be
    /// taken.</summary>
    public static TimeSpan? FromHeaders(HttpResponseMessage response, TimeProvider time)
    {
        if (Milliseconds(ResponseHeaderFacts.First(response, "retry-after-ms"), 1) is { } exact)
        {
            return exact;
        }

        if (Milliseconds(ResponseHeaderFacts.First(response, "retry-after"), 1000) is { } seconds)
        {
            return seconds;
        }

        TimeSpan? delay = response.Headers.RetryAfter?.Date is { } date ? date - (response.Headers.Date ?? time.GetUtcNow()) : null;
        return delay is { Ticks: < 0 } ? TimeSpan.Zero : delay;
    }

    /// <summary>Reads "try again in 12s", "467ms", "1m30s" or "20 seconds" from a message.</summary>
    public static TimeSpan? FromMessage(string? message)
    {
        Match match = TryAgainPattern().Match(message ?? "");
        if (!match.Groups.Values.Skip(1).Any(part => part.Success))
        {
            return null;
        }

        double milliseconds = (Number(match, "h") * 3_600_000) + (Number(match, "m") * 60_000) + (Number(match, "s") * 1000)
            + Number(match, "ms");
        return TimeSpan.FromMilliseconds(Math.Min(milliseconds, MaxMilliseconds));
    }

    private static TimeSpan? Milliseconds(string? text, double unit) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 && double.IsFinite(number)
            ? TimeSpan.FromMilliseconds(Math.Min(number * unit, MaxMilliseconds))
            : null;

    private static double Number(Match match, string group) =>
        double.TryParse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number
            : 0;

    [GeneratedRegex(
        @"(try again in|retry after|retry in) (?=[0-9])((?<h>[0-9]+) ?h)?((?<m>[0-9]+) ?m(?!s|illi))?((?<s>[0-9]+(\.[0-9]+)?) ?s)?"
        + @"((?<ms>[0-9]+(\.[0-9]+)?) ?(ms|milli))?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TryAgainPattern();
}
