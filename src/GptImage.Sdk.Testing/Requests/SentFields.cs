using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace GptImage.Sdk.Testing;

/// <summary>The fields of a request by name; asked for one that was not sent, it says which were.</summary>
internal sealed class SentFields(IReadOnlyDictionary<string, string> fields) : IReadOnlyDictionary<string, string>
{
    public static SentFields None { get; } = new(new Dictionary<string, string>());

    public IEnumerable<string> Keys => fields.Keys;

    public IEnumerable<string> Values => fields.Values;

    public int Count => fields.Count;

    public string this[string key] => fields.TryGetValue(key, out string? value)
        ? value
        : throw new KeyNotFoundException(Count == 0
            ? $"The request has no field '{key}': it has no fields at all."
            : $"The request has no field '{key}'. It has: {string.Join(", ", Keys)}.");

    public bool ContainsKey(string key) => fields.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => fields.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
