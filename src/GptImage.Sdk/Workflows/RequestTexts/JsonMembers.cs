using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>The members of an object in a text. Each is read once and by name; what is left at the end is unknown and refused.</summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, JsonElement> _unread = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    /// <param name="element">The object.</param>
    /// <param name="path">Where it is, for example <c>$.text[0]</c>.</param>
    /// <exception cref="JsonException">It is not an object, or has a member twice.</exception>
    public JsonMembers(JsonElement element, string path)
    {
        Path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw WrongKind(path, "an object", element);
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = Whole(path, () => member.Name);
            if (!_unread.TryAdd(name, member.Value))
            {
                throw Fail(PathOf(name), "the member is there twice. Leave one out.");
            }
        }
    }

    public string Path { get; }

    /// <summary>Gets the members that were not read, for an object whose names are free.</summary>
    public IReadOnlyDictionary<string, JsonElement> Unread => _unread;

    public static JsonException Fail(string path, string problem) =>
        new($"The text cannot be read at {path}: {problem}", path, lineNumber: null, bytePositionInLine: null);

    /// <summary>Makes a value of what a member says.</summary>
    /// <exception cref="JsonException">The value cannot be one.</exception>
    public T Make<T>(string name, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw Fail(PathOf(name), ArgumentText.WithoutParameter(exception));
        }
    }

    public string? Text(string name) => Find(name) is { } element ? TextOf(element, PathOf(name)) : null;

    public string RequiredText(string name) => Text(name) ?? throw Fail(Path, $"the member '{name}' is missing. It is a text.");

    public int? Whole(string name) => Find(name) is not { } element ? null
        : element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) ? number
        : throw WrongKind(PathOf(name), "a whole number", element);

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } element => throw WrongKind(PathOf(name), "true or false", element),
    };

    public JsonMembers? Object(string name) => Find(name) is { } element ? new JsonMembers(element, PathOf(name)) : null;

    /// <summary>Reads a list.</summary>
    /// <returns>The entries; <see langword="null"/> when the member is not there.</returns>
    public IReadOnlyList<T>? List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (Find(name) is not { } element)
        {
            return null;
        }

        string path = PathOf(name);
        return element.ValueKind == JsonValueKind.Array
            ? [.. element.EnumerateArray().Select((entry, index) => read(entry, FormattableString.Invariant($"{path}[{index}]")))]
            : throw WrongKind(path, "a list", element);
    }

    public static string TextOf(JsonElement element, string path) => element.ValueKind == JsonValueKind.String
        ? Whole(path, () => element.GetString() ?? "")
        : throw WrongKind(path, "a text", element);

    /// <exception cref="JsonException">A member was not read.</exception>
    public void ThrowIfUnread()
    {
        foreach (string name in _unread.Keys)
        {
            throw Fail(PathOf(name), $"the member is unknown. Known here: {string.Join(", ", _known)}.");
        }
    }

    /// <summary>Takes a member. One that is null counts as not there.</summary>
    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _unread.Remove(name, out JsonElement element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    private string PathOf(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? $"{Path}.{name}"
            : $"{Path}['{name}']";

    /// <exception cref="JsonException">The text has half a surrogate pair.</exception>
    private static string Whole(string path, Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw Fail(path, "the text has half a surrogate pair, which is not a character.");
        }
    }

    private static JsonException WrongKind(string path, string wanted, JsonElement element) => Fail(
        path, $"the value must be {wanted}, but is {Describe(element)}.");

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
