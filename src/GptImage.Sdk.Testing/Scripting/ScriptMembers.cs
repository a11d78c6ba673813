using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Reads the members of a scripted outcome, and says what they must be when they are not.</summary>
internal sealed class ScriptMembers(JsonElement script, string outcome)
{
    private const int MaxMilliseconds = 86_400_000;

    public TimeSpan Time(string name, int? standard = null) => TimeSpan.FromMilliseconds(Integer(name, 0, MaxMilliseconds, standard));

    public long Integer(string name, long minimum, long maximum, long? standard = null)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return standard ?? throw Missing(name);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= minimum && number <= maximum
            ? number
            : throw Wrong(name, value, FormattableString.Invariant($"an integer from {minimum} to {maximum}"));
    }

    public string Text(string name, string? standard = null) => OptionalText(name) ?? standard ?? throw Missing(name);

    public string? OptionalText(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, value, "a string");
    }

    public bool Has(string name) => script.TryGetProperty(name, out _);

    public IReadOnlyList<string> Texts(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")]
            : throw Wrong(name, value, "an array of strings");
    }

    public byte[] Bytes(string name) =>
        script.GetProperty(name) is { ValueKind: JsonValueKind.String } value
            && value.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw Wrong(name, script.GetProperty(name), "a string of base64");

    /// <summary>Reads headers: names of letters, digits, <c>-</c> and <c>_</c>, values of visible ASCII.</summary>
    public Dictionary<string, string> Headers(string name)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!TryFind(name, out JsonElement value))
        {
            return headers;
        }

        const string Right = "an object of strings: names of letters, digits, '-' and '_', values of visible ASCII";
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, value, Right);
        }

        foreach (JsonProperty header in value.EnumerateObject())
        {
            bool isName = header.Name.Length > 0 && header.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
            string? text = header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString() : null;
            headers[header.Name] = isName
                && text?.All(letter => letter is >= ' ' and <= '~') == true
                ? text
                : throw Wrong($"{name}.{header.Name}", header.Value, Right);
        }

        return headers;
    }

    /// <summary>Reads flags by their names.</summary>
    public T Oddities<T>(string name, IReadOnlyDictionary<string, T> known)
        where T : struct, Enum
    {
        IReadOnlyList<string> names = Texts(name);
        string? unknown = names.FirstOrDefault(oddity => !known.ContainsKey(oddity));
        return unknown is null
            ? (T)Enum.ToObject(
                typeof(T), names.Aggregate(0, (flags, oddity) => flags | Convert.ToInt32(known[oddity], CultureInfo.InvariantCulture)))
            : throw new ScriptException(
                $"'{name}' of outcome '{outcome}' knows no '{unknown}'. It takes: {string.Join(", ", known.Keys)}.");
    }

    public bool IsTrue(string name) => TryFind(name, out JsonElement value)
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, value, "a boolean"));

    /// <summary>Finds a member; null when it is missing or null.</summary>
    public JsonElement? Find(string name) => TryFind(name, out JsonElement value) ? value : null;

    /// <summary>Reads the items of an array; none when it is missing.</summary>
    public IEnumerable<JsonElement> Items(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(name, value, "an array");
    }

    /// <summary>Reads the members of an object; none when it is missing.</summary>
    public IEnumerable<JsonProperty> Members(string name)
    {
        if (!TryFind(name, out JsonElement value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw Wrong(name, value, "an object");
    }

    private bool TryFind(string name, out JsonElement value) =>
        script.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private ScriptException Missing(string name) => new($"Outcome '{outcome}' needs '{name}'. {OutcomeReader.Usage(outcome)}");

    private ScriptException Wrong(string name, JsonElement value, string right) =>
        new($"'{name}' of outcome '{outcome}' must be {right}, but is "
            + FieldValue.FromJson(value).KindInWords
            + (value.ValueKind == JsonValueKind.Number ? $" ({value.GetRawText()})." : "."));
}
