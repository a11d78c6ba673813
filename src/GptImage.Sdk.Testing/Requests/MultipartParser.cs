using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Reads <c>multipart/form-data</c> (RFC 7578): boundaries and names may be quoted or bare.</summary>
internal static class MultipartParser
{
    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();

    public static bool TryParse(string contentType, ReadOnlyMemory<byte> body, out IReadOnlyList<FormPart> parts)
    {
        parts = [];
        if (Parameter(contentType, "boundary") is not { Length: > 0 } boundary)
        {
            return false;
        }

        byte[] delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        byte[] innerDelimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        if (!body.Span.StartsWith(delimiter))
        {
            int preamble = body.Span.IndexOf(innerDelimiter);
            if (preamble < 0)
            {
                return false;
            }

            body = body[(preamble + 2)..];
        }

        var found = new List<FormPart>();
        ReadOnlyMemory<byte> rest = body[delimiter.Length..];
        while (!rest.Span.StartsWith("--"u8))
        {
            int lineEnd = rest.Span.IndexOf("\r\n"u8);
            int next = rest.Span.IndexOf(innerDelimiter);
            if (lineEnd < 0 || next < 0 || ReadPart(rest[lineEnd..next]) is not { } part)
            {
                return false;
            }

            found.Add(part);
            rest = rest[(next + innerDelimiter.Length)..];
        }

        parts = found;
        return true;
    }

    private static FormPart? ReadPart(ReadOnlyMemory<byte> part)
    {
        int end = part.Span.IndexOf(EndOfHeaders);
        if (end < 0)
        {
            return null;
        }

        string? name = null;
        string? fileName = null;
        string? contentType = null;
        foreach (string line in Encoding.UTF8.GetString(part.Span[..end]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string value = colon < 0 ? "" : line[(colon + 1)..].Trim();
            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase))
            {
                name = HeaderText.DecodeWords(Parameter(value, "name"));
                fileName = HeaderText.DecodeExtended(Parameter(value, "filename*"))
                    ?? HeaderText.DecodeWords(Parameter(value, "filename"));
            }
            else if (line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
            {
                contentType = value;
            }
        }

        return name is null ? null : new FormPart(name, fileName, contentType, part[(end + EndOfHeaders.Length)..]);
    }

    /// <summary>Finds a parameter of a header value; semicolons inside quotes do not end it.</summary>
    private static string? Parameter(string header, string name)
    {
        int position = header.IndexOf(';', StringComparison.Ordinal);
        while (position >= 0 && position < header.Length)
        {
            int end = EndOfParameter(header, position + 1);
            string parameter = header[(position + 1)..end].Trim();
            int equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && parameter.AsSpan(0, equals).TrimEnd().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Unquote(parameter[(equals + 1)..].Trim());
            }

            position = end;
        }

        return null;
    }

    private static int EndOfParameter(string header, int start)
    {
        bool quoted = false;
        for (int index = start; index < header.Length; index++)
        {
            if (header[index] == '\\' && quoted)
            {
                index++;
            }
            else if (header[index] == '"')
            {
                quoted = !quoted;
            }
            else if (header[index] == ';' && !quoted)
            {
                return index;
            }
        }

        return header.Length;
    }

    private static string Unquote(string value) => value is ['"', .., '"']
        ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : value;
}
