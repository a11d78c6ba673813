using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Reads the references of a JSON edit: by file id, data URL or web address.</summary>
/// <param name="files">The uploaded files.</param>
/// <param name="download">Gives the bytes that stand for a picture of the web.</param>
internal sealed class ReferenceReader(FileStore files, Func<Uri, byte[]> download)
{
    private const int MaxAddressLength = 20_971_520;
    private const int MaxShownLength = 100;

    /// <summary>One more than an edit takes: those after it only count.</summary>
    private const int MaxResolved = 17;

    /// <summary>Reads the references of a field; what is none gives none.</summary>
    public IEnumerable<ImageReference> Read(string name, JsonElement element) => (name, element.ValueKind) switch
    {
        ("images", JsonValueKind.Array) => element.EnumerateArray()
            .Select(
                (item, index) => index < MaxResolved
                ? ReadOne(name, FormattableString.Invariant($"images[{index}]"), item)
                : new ImageReference(name, null, null)),
        ("images", _) or (_, JsonValueKind.Null) => [],
        _ => [ReadOne(name, name, element)],
    };

    /// <summary>Reads one reference.</summary>
    /// <param name="field">The field of an image request that it stands for.</param>
    /// <param name="param">Where it stands.</param>
    /// <param name="element">The object.</param>
    /// <param name="others">Members that it may have beside its address or id.</param>
    public ImageReference ReadPicture(string field, string param, JsonElement element, params string[] others) =>
        ReadOne(field, param, element, others);

    /// <summary>Reads a reference that is an address alone.</summary>
    public ImageReference ReadAddress(string field, string param, string address) => ByAddress(field, param, address);

    /// <summary>Copies a field for the log: long addresses are cut, for their bytes are among the images.</summary>
    public static string Shortened(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            "{" + string.Join(',',
            element.EnumerateObject().Select(property => $"\"{JsonEncodedText.Encode(property.Name)}\":{Shortened(property.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Shortened)) + "]",
        JsonValueKind.String when element.GetString() is { Length: > MaxShownLength } text =>
            "\""
            + JsonEncodedText.Encode(text[..MaxShownLength]
            + FormattableString.Invariant($"… ({text.Length} characters)"), ErrorWriter.Options.Encoder) + "\"",
        _ => element.GetRawText(),
    };

    private ImageReference ReadOne(string name, string param, JsonElement element, params string[] others)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return new ImageReference(name, ErrorWording.WrongType(param, "an object", FieldValue.FromJson(element)), null);
        }

        JsonProperty[] properties = [.. element.EnumerateObject().Where(property => !others.Contains(property.Name))];
        if (properties.FirstOrDefault(property => property.Name is not ("image_url" or "file_id")) is
            { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return new ImageReference(name, ErrorWording.Unknown($"{param}.{unknown.Name}"), null);
        }

        JsonProperty[] given = [.. properties.Where(property => property.Value.ValueKind != JsonValueKind.Null)];
        if (given is not [var only])
        {
            return new ImageReference(name, ErrorWording.NotExactlyOne(param), null);
        }

        string path = $"{param}.{only.Name}";
        if (only.Value.ValueKind != JsonValueKind.String)
        {
            return new ImageReference(name, ErrorWording.WrongType(path, "a string", FieldValue.FromJson(only.Value)), null);
        }

        string text = only.Value.GetString() ?? "";
        return only.Name == "file_id" ? ById(name, param, text) : ByAddress(name, param, text);
    }

    private ImageReference ById(string name, string param, string id) => files.Find(id) is { } file
        ? new ImageReference(name, null, new FormPart(param, file.FileName, file.ContentType, file.Bytes) { FileId = id })
        : new ImageReference(name, ErrorWording.UnknownFile(id) with { Param = param + ".file_id" }, null);

    private ImageReference ByAddress(string name, string param, string address)
    {
        string path = param + ".image_url";
        if (address.Length > MaxAddressLength)
        {
            return new ImageReference(name, ErrorWording.TextTooLong(path, MaxAddressLength, address.Length), null);
        }

        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return ByData(name, param, address.AsSpan("data:".Length));
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps)
        {
            return new ImageReference(
                name, ErrorWording.Address(path, "invalid_image_url", "Expected an https URL or a base64-encoded data URL."), null);
        }

        // RFC 2606 promises that no host has such a name.
        return uri.Host.EndsWith(".invalid", StringComparison.Ordinal)
            ? new ImageReference(name, ErrorWording.Address(path, "failed_to_download_image", "The image could not be downloaded."), null)
            : new ImageReference(name, null, new FormPart(param, null, "image/png", download(uri)) { Url = uri });
    }

    private static ImageReference ByData(string name, string param, ReadOnlySpan<char> data)
    {
        int comma = data.IndexOf(',');
        string head = comma < 0 ? "" : data[..comma].ToString();
        if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            return new ImageReference(
                name,
                ErrorWording.Address(param + ".image_url", "invalid_image_url", "Expected an https URL or a base64-encoded data URL."),
                null);
        }

        ReadOnlySpan<char> text = data[(comma + 1)..];
        byte[] bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64Chars(text, bytes, out int length)
            ? new ImageReference(name, null, new FormPart(param, null, head.Split(';')[0], bytes.AsMemory(0, length)))
            : new ImageReference(
                name, ErrorWording.Address(param + ".image_url", "invalid_base64_image", "The base64 data could not be decoded."), null);
    }
}
