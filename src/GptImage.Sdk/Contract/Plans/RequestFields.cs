using System.Collections;

namespace GptImage.Sdk;

/// <summary>The wire fields of a request, in order.</summary>
public sealed class RequestFields : IReadOnlyList<RequestField>
{
    private readonly List<RequestField> _fields;

    /// <summary>Lists fields.</summary>
    /// <param name="fields">The fields in their order; they are copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="fields"/> is null.</exception>
    public RequestFields(IEnumerable<RequestField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = [.. fields];
    }

    private RequestFields(List<RequestField> fields, bool isMultipart)
    {
        _fields = fields;
        IsMultipart = isMultipart;
    }

    /// <summary>Gets whether they go out as a multipart form; else as JSON.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IsMultipart { get; init; }

    /// <inheritdoc/>
    public int Count => _fields.Count;

    /// <inheritdoc/>
    public RequestField this[int index] => _fields[index];

    /// <summary>Gets the value of the first field of a name.</summary>
    /// <param name="name">The wire name, for example <c>model</c>.</param>
    /// <returns>The value as text, or <see langword="null"/> when no field has that name.</returns>
    public string? this[string name] => _fields.Find(field => field.Name == name)?.Value;

    /// <summary>Gets the fields of a request that has none.</summary>
    internal static RequestFields Empty { get; } = new([]);

    /// <summary>Takes over a list that is not changed afterwards.</summary>
    internal static RequestFields Take(List<RequestField> fields, bool isMultipart) => new(fields, isMultipart);

    /// <inheritdoc/>
    public IEnumerator<RequestField> GetEnumerator() => _fields.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, _fields);
}
