using System.Text;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>What the body of a request says: its fields, its files, or why it cannot be read.</summary>
internal sealed record RequestBody
{
    private static readonly string[] FileFields = ["image", "image[]", "mask", "markup", "file"];
    private static readonly string[] ReferenceFields = ["images", "mask", "markup"];

    public static RequestBody Empty { get; } = new();

    public bool IsForm { get; init; }

    public IReadOnlyList<KeyValuePair<string, FieldValue>> Fields { get; init; } = [];

    public IReadOnlyList<FormPart> Files { get; init; } = [];

    /// <summary>Gets the inputs of a JSON edit, in the order sent.</summary>
    public IReadOnlyList<ImageReference> References { get; init; } = [];

    /// <summary>Gets the input images, however they were sent.</summary>
    public IEnumerable<FormPart> Inputs => IsForm ? Files.Where(file => file.Name is "image" or "image[]") : Referenced("images");

    /// <summary>Gets what is wrong with the body as a whole.</summary>
    public ServiceError? Fault { get; init; }

    /// <summary>Reads the body by its content type; a body that is neither JSON nor a form has neither fields nor a fault.</summary>
    public static RequestBody Read(string? contentType, ReadOnlyMemory<byte> body, ReferenceReader references)
    {
        if (contentType is not null && contentType.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return ReadForm(contentType, body);
        }

        return contentType is not null
            && contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) ? ReadJson(body, references) : Empty;
    }

    /// <summary>Finds a field; of several with one name the last counts. A null counts as absent.</summary>
    public FieldValue? Find(string name)
    {
        FieldValue? value = Fields.LastOrDefault(field => field.Key == name).Value;
        return value is { Kind: FieldKind.Null } ? null : value;
    }

    /// <summary>Puts one text in the place of all fields of its name.</summary>
    public RequestBody With(string name, string text) => this with
    {
        Fields =
            [.. Fields.Where(field => field.Key != name),
            KeyValuePair.Create(name, new FieldValue(IsForm ? FieldKind.FormText : FieldKind.Text, text))],
    };

    /// <summary>Finds the mask or the markup, however it was sent.</summary>
    public FormPart? Part(string name) => IsForm ? Files.FirstOrDefault(file => file.Name == name) : Referenced(name).LastOrDefault();

    private IEnumerable<FormPart> Referenced(string field) =>
        References.Where(reference => reference.Field == field).Select(reference => reference.Part).OfType<FormPart>();

    private static RequestBody ReadJson(ReadOnlyMemory<byte> body, ReferenceReader references)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new RequestBody { Fault = ErrorWording.UnreadableJson };
            }

            return new RequestBody
            {
                Fields =
                    [.. document.RootElement.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, ReadField(property)))],
                References =
                    [.. ReferenceFields.SelectMany(
                        name => document.RootElement.TryGetProperty(name, out JsonElement value) ? references.Read(name, value) : [])],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with a lone surrogate.
            return new RequestBody { Fault = ErrorWording.UnreadableJson };
        }
    }

    private static FieldValue ReadField(JsonProperty property) =>
        ReferenceFields.Contains(property.Name) && property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
        ? new FieldValue(
            property.Value.ValueKind == JsonValueKind.Array
            ? FieldKind.List
            : FieldKind.Container, ReferenceReader.Shortened(property.Value))
        : FieldValue.FromJson(property.Value);

    private static RequestBody ReadForm(string contentType, ReadOnlyMemory<byte> body)
    {
        if (!MultipartParser.TryParse(contentType, body, out IReadOnlyList<FormPart> parts))
        {
            return new RequestBody { IsForm = true, Fault = ErrorWording.UnreadableForm };
        }

        return new RequestBody
        {
            IsForm = true,
            Fields =
                [.. parts.Where(part => !IsFile(part))
                .Select(
                    part => KeyValuePair.Create(part.Name, new FieldValue(FieldKind.FormText, Encoding.UTF8.GetString(part.Bytes.Span))))],
            Files = [.. parts.Where(IsFile)],
        };
    }

    private static bool IsFile(FormPart part) => part.IsFile || FileFields.Contains(part.Name);
}
