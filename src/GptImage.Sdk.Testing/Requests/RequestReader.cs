using WireMock;

namespace GptImage.Sdk.Testing;

/// <summary>Turns what arrived over HTTP into a <see cref="FakeRequest"/>.</summary>
internal static class RequestReader
{
    public static FakeRequest Read(IRequestMessage message)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, WireMock.Types.WireMockList<string>> header in message.Headers ?? new Dictionary<string, WireMock.Types.WireMockList<string>>())
        {
            headers[header.Key] = string.Join(", ", (IEnumerable<string>)header.Value);
        }

        ReadOnlyMemory<byte> bytes = message.BodyAsBytes ?? [];
        RequestBody body = RequestBody.Read(headers.GetValueOrDefault("Content-Type"), bytes);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, FieldValue> field in body.Fields)
        {
            fields[field.Key] = field.Value.Text;
        }

        return new FakeRequest
        {
            Method = message.Method,
            Path = message.Path,
            Headers = headers,
            Body = bytes,
            Fields = fields,
            Images = [.. body.Files.Where(file => file.Name is "image" or "image[]").Select(ToImage)],
            Mask = body.Files.Where(file => file.Name == "mask").Select(ToImage).FirstOrDefault(),
            Markup = body.Files.Where(file => file.Name == "markup").Select(ToImage).FirstOrDefault(),
            Content = body,
        };
    }

    private static FakeImage ToImage(FormPart part)
    {
        PictureHeader? header = PictureHeader.Read(part.Bytes);
        return new FakeImage
        {
            PartName = part.Name,
            FileName = part.FileName,
            ContentType = part.ContentType,
            Bytes = part.Bytes,
            Width = header?.Width ?? 0,
            Height = header?.Height ?? 0,
        };
    }
}
