using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Additional parameters, equal to others that are sent as the same JSON.</summary>
internal sealed class ParameterMap : IReadOnlyDictionary<string, object>, IEquatable<ParameterMap>
{
    private readonly Dictionary<string, object> _values;

    private ParameterMap(Dictionary<string, object> values) => _values = values;

    public static ParameterMap Empty { get; } = new([]);

    public IEnumerable<string> Keys => _values.Keys;

    public IEnumerable<object> Values => _values.Values;

    public int Count => _values.Count;

    public object this[string key] => _values[key];

    /// <summary>Copies a caller's parameters.</summary>
    /// <exception cref="ArgumentException">A name or a value cannot be sent.</exception>
    public static ParameterMap Copy(IReadOnlyDictionary<string, object> parameters, string argument)
    {
        ArgumentNullException.ThrowIfNull(parameters, argument);
        Dictionary<string, object> copy = new(StringComparer.Ordinal);
        foreach ((string name, object value) in parameters)
        {
            ParameterCheck.ThrowIfInvalid(name, value, argument);
            copy[name] = value is JsonElement json ? json.Clone() : value;
        }

        return new ParameterMap(copy);
    }

    public bool ContainsKey(string key) => _values.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => _values.TryGetValue(key, out value);

    /// <summary>Through the interface, where an empty dictionary has its enumerator ready.</summary>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, object>>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(ParameterMap? other) => other is not null
        && Count == other.Count
        && this.All(
            pair => other.TryGetValue(pair.Key, out object? value) && CanonicalJson.Write(pair.Value) == CanonicalJson.Write(value));

    public override bool Equals(object? obj) => Equals(obj as ParameterMap);

    public override int GetHashCode() => Keys.Order(StringComparer.Ordinal).Aggregate(Count, HashCode.Combine);
}
