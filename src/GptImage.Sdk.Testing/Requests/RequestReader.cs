using WireMock;

namespace GptImage.Sdk.Testing;

/// <summary>Turns what arrived over HTTP into a <see cref="FakeRequest"/>.</summary>
internal static class RequestReader
{
    public static FakeRequest Read(IRequestMessage message, ReferenceReader references)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            KeyValuePair<string, WireMock.Types.WireMockList<string>> header in message.Headers
            ?? new Dictionary<string, WireMock.Types.WireMockList<string>>())
        {
            headers[header.Key] = string.Join(", ", (IEnumerable<string>)header.Value);
        }

        return Read(message.Method, message.Path, headers, QueryOf(message), message.BodyAsBytes ?? [], references);
    }

    /// <summary>Makes a request of its parts.</summary>
    public static FakeRequest Read(
        string method, string path, Dictionary<string, string> headers, Dictionary<string, string> query, ReadOnlyMemory<byte> bytes,
        ReferenceReader references)
    {
        RequestBody body = RequestBody.Read(headers.GetValueOrDefault("Content-Type"), bytes, references);
        return FromBody(method, path, headers, query, bytes, body);
    }

    /// <summary>Makes a request of a body that was read already.</summary>
    public static FakeRequest FromBody(
        string method, string path, Dictionary<string, string> headers, Dictionary<string, string> query, ReadOnlyMemory<byte> bytes,
        RequestBody body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, FieldValue> field in body.Fields)
        {
            fields[field.Key] = field.Value.Text;
        }

        return new FakeRequest
        {
            Method = method,
            Path = path,
            Headers = headers,
            Body = bytes,
            Query = query,
            Fields = new SentFields(fields),
            Images = [.. body.Inputs.Select(ToImage)],
            Mask = body.Part("mask") is { } mask ? ToImage(mask) : null,
            Markup = body.Part("markup") is { } markup ? ToImage(markup) : null,
            Content = body,
        };
    }

    private static Dictionary<string, string> QueryOf(IRequestMessage message)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            KeyValuePair<string, WireMock.Types.WireMockList<string>> parameter in message.Query
            ?? new Dictionary<string, WireMock.Types.WireMockList<string>>())
        {
            query[parameter.Key] = parameter.Value.LastOrDefault() ?? "";
        }

        return query;
    }

    private static FakeImage ToImage(FormPart part)
    {
        PictureHeader? header = PictureHeader.Read(part.Bytes);
        return new FakeImage
        {
            PartName = part.Name,
            FileName = part.FileName,
            ContentType = part.ContentType,
            FileId = part.FileId,
            Url = part.Url,
            Bytes = part.Bytes,
            Width = header?.Width ?? 0,
            Height = header?.Height ?? 0,
        };
    }
}
