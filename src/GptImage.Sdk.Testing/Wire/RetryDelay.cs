using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>A wait in the service's words, <c>12s</c> or <c>467ms</c>, and in its headers.</summary>
internal sealed record RetryDelay(string Words, IReadOnlyDictionary<string, string> Headers)
{
    public static RetryDelay FromWait(TimeSpan wait)
    {
        long milliseconds = (long)Math.Ceiling(wait.TotalMilliseconds);
        bool isWhole = milliseconds % 1000 == 0;
        string words = isWhole || milliseconds > 1000
            ? (milliseconds / 1000m).ToString(CultureInfo.InvariantCulture) + "s"
            : milliseconds.ToString(CultureInfo.InvariantCulture) + "ms";
        var headers = new Dictionary<string, string>
        { ["retry-after"] = ((milliseconds + 999) / 1000).ToString(CultureInfo.InvariantCulture) };
        if (!isWhole)
        {
            headers["retry-after-ms"] = milliseconds.ToString(CultureInfo.InvariantCulture);
        }

        return new RetryDelay(words, headers);
    }
}
