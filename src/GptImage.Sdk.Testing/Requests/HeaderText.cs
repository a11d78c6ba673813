using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Decodes parameters of headers beyond ASCII, as .NET and other clients write them.</summary>
internal static class HeaderText
{
    /// <summary>Decodes <c>utf-8''caf%C3%A9.png</c> (RFC 5987); null for what is none.</summary>
    public static string? DecodeExtended(string? value)
    {
        string[] parts = value?.Split('\'', 3) ?? [];
        return parts.Length == 3 && EncodingOf(parts[0]) is { } encoding ? encoding.GetString(Unescape(parts[2])) : null;
    }

    /// <summary>Decodes the encoded words of a text, <c>=?utf-8?B?…?=</c> (RFC 2047); other text stays as it is.</summary>
    public static string? DecodeWords(string? value)
    {
        if (value is null || !value.Contains("=?", StringComparison.Ordinal))
        {
            return value;
        }

        var text = new StringBuilder();
        int position = 0;
        while (position < value.Length)
        {
            int start = value.IndexOf("=?", position, StringComparison.Ordinal);
            string[] parts = start < 0 ? [] : value[(start + 2)..].Split('?', 4);
            if (parts.Length < 4 || !parts[3].StartsWith('=') || DecodeWord(parts) is not { } word)
            {
                return text.Append(value.AsSpan(position)).ToString();
            }

            // White space between two encoded words belongs to neither.
            string between = value[position..start];
            text.Append(position > 0 && string.IsNullOrWhiteSpace(between) ? "" : between).Append(word);
            position = start + 2 + parts[0].Length + 1 + parts[1].Length + 1 + parts[2].Length + 2;
        }

        return text.ToString();
    }

    private static string? DecodeWord(string[] parts)
    {
        if (EncodingOf(parts[0]) is not { } encoding)
        {
            return null;
        }

        if (parts[1] is "B" or "b")
        {
            byte[] bytes = new byte[parts[2].Length];
            return Convert.TryFromBase64String(parts[2], bytes, out int length) ? encoding.GetString(bytes, 0, length) : null;
        }

        return parts[1] is "Q" or "q"
            ? encoding.GetString(Unescape(parts[2].Replace('_', ' ').Replace('=', '%')))
            : null;
    }

    private static Encoding? EncodingOf(string charset) => charset.ToUpperInvariant() switch
    {
        "UTF-8" or "US-ASCII" => Encoding.UTF8,
        "ISO-8859-1" => Encoding.Latin1,
        _ => null,
    };

    /// <summary>Turns <c>%41</c> into bytes; a sign without two hexadecimal digits behind it stays.</summary>
    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '%' && index + 2 < text.Length
                && char.IsAsciiHexDigit(text[index + 1]) && char.IsAsciiHexDigit(text[index + 2]))
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(index + 1, 2))[0]);
                index += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[index].ToString()));
            }
        }

        return [.. bytes];
    }
}
