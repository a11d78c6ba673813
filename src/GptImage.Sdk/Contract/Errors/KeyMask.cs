using System.Globalization;
using System.Net.Http.Headers;

namespace GptImage.Sdk;

/// <summary>Takes the key of an attempt out of texts that come from elsewhere, since some relays repeat it: as it is, escaped as in JSON,
/// percent-encoded, or as a character reference.</summary>
internal sealed class KeyMask
{
    private const string Masked = "***";

    /// <summary>What is shorter is not a key of a service, and could stand in any word.</summary>
    private const int ShortestKey = 6;

    /// <summary>The beginning that all keys share, sk- and the like, is not a secret.</summary>
    private const int ShortestPiece = 4;

    private readonly string[] _keys;

    private KeyMask(string[] keys) => _keys = keys;

    /// <summary>Gets the mask of an attempt without a key.</summary>
    public static KeyMask None { get; } = new([]);

    public static KeyMask FromKey(string? key) => key is { Length: >= ShortestKey } ? new KeyMask([key]) : None;

    /// <summary>Makes the mask of a message: its own key, and what a handler below this client may have put in its place.</summary>
    public static KeyMask FromMessage(string? key, HttpRequestMessage? message)
    {
        if (message is null)
        {
            return FromKey(key);
        }

        string? bearer = message.Headers.Authorization?.Parameter;
        string? apiKey = message.Headers.NonValidated.TryGetValues("api-key", out HeaderStringValues values) ? values.ToString() : null;
        return IsKnown(bearer, key) && IsKnown(apiKey, key)
            ? FromKey(key)
            : new KeyMask([.. new[] { key, bearer, apiKey }.OfType<string>().Where(other => other.Length >= ShortestKey).Distinct()]);
    }

    private static bool IsKnown(string? other, string? key) => other is null || other == key;

    public bool Has(string? text) => text is not null && Find(text, 0, out _) >= 0;

    public string? Hide(string? text)
    {
        if (text is null || Find(text, 0, out int length) is not (>= 0 and int at))
        {
            return text;
        }

        System.Text.StringBuilder hidden = new(text.Length);
        int done = 0;
        for (; at >= 0; at = Find(text, done, out length))
        {
            hidden.Append(text, done, at - done).Append(Masked);
            done = at + length;
        }

        return hidden.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Hides the key in a text that was cut off somewhere, and a piece of it at the end, too.</summary>
    public string HideCut(string text)
    {
        string hidden = Hide(text) ?? "";
        foreach (string key in _keys)
        {
            // The longest form of a character is \u002B with some backslashes, or %25252B.
            for (int at = Math.Max(0, hidden.Length - (key.Length * 8)); at < hidden.Length; at++)
            {
                if (Match(hidden.AsSpan(at), key) <= -ShortestPiece)
                {
                    return hidden[..at] + Masked;
                }
            }
        }

        return hidden;
    }

    private int Find(string text, int from, out int length)
    {
        length = 0;
        for (int at = from; at < text.Length; at++)
        {
            foreach (string key in _keys)
            {
                length = Match(text.AsSpan(at), key);
                if (length > 0)
                {
                    return at;
                }
            }
        }

        return -1;
    }

    /// <summary>Matches a key at the beginning of a text.</summary>
    /// <returns>The length of what matches; 0 when it does not; when the text ends within what would, the number of the key's characters
    /// that it has, below 0.</returns>
    private static int Match(ReadOnlySpan<char> text, ReadOnlySpan<char> key)
    {
        int at = 0;
        for (int i = 0; i < key.Length; i++)
        {
            ReadOnlySpan<char> rest = text[at..];
            int length = rest.IsEmpty ? -1 : MatchEncoded(rest, key[i]);
            if (length == 0)
            {
                length = rest[0] == key[i] ? 1 : 0;
            }

            if (length <= 0)
            {
                return length < 0 ? -i : 0;
            }

            at += length;
        }

        return at;
    }

    private static int MatchEncoded(ReadOnlySpan<char> text, char wanted) => text[0] switch
    {
        '\\' => MatchEscape(text, wanted),
        '%' => MatchPercent(text, wanted),
        '&' => MatchReference(text, wanted),
        _ => 0,
    };

    /// <summary>Matches \u002B and \/, with as many backslashes as there are JSON texts around each other.</summary>
    private static int MatchEscape(ReadOnlySpan<char> text, char wanted)
    {
        int slashes = text.IndexOfAnyExcept('\\');
        if (slashes < 0)
        {
            return -1;
        }

        return text[slashes] == 'u' && MatchHex(text[(slashes + 1)..], 4, wanted) is not 0 and int length
            ? length < 0 ? -1 : slashes + 1 + length
            : text[slashes] == wanted && wanted != '\\' ? slashes + 1 : 0;
    }

    /// <summary>Matches %2B, and %252B as it becomes when it is encoded again.</summary>
    private static int MatchPercent(ReadOnlySpan<char> text, char wanted)
    {
        int at = 1;
        while (text[at..].StartsWith("25"))
        {
            at += 2;
        }

        int length = MatchHex(text[at..], 2, wanted);
        return length <= 0 ? length : at + length;
    }

    /// <summary>Matches &amp;#43; and &amp;#x2B;.</summary>
    private static int MatchReference(ReadOnlySpan<char> text, char wanted)
    {
        string number = string.Create(CultureInfo.InvariantCulture, $"&#{(int)wanted};");
        string hex = string.Create(CultureInfo.InvariantCulture, $"&#x{(int)wanted:X};");
        foreach (string form in (string[])[number, hex])
        {
            if (text.StartsWith(form, StringComparison.OrdinalIgnoreCase))
            {
                return form.Length;
            }

            if (form.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return -1;
            }
        }

        return 0;
    }

    private static int MatchHex(ReadOnlySpan<char> text, int digits, char wanted)
    {
        Span<char> hex = stackalloc char[digits];
        ((int)wanted).TryFormat(hex, out _, digits == 4 ? "X4" : "X2", CultureInfo.InvariantCulture);
        return text.StartsWith(hex, StringComparison.OrdinalIgnoreCase) ? digits
            : text.Length < digits && hex.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? -1
            : 0;
    }
}
