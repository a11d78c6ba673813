namespace GptImage.Sdk;

/// <summary>One field of a request as it goes over the wire.</summary>
public sealed record RequestField
{
    /// <summary>Names a field.</summary>
    /// <param name="name">The wire name.</param>
    /// <param name="value">The value as text.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public RequestField(string name, string value)
        : this(name, (object)value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
    }

    internal RequestField(string name, object content)
    {
        Name = name;
        Content = content;
    }

    /// <summary>Gets the wire name, for example <c>output_format</c> or <c>image[]</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the value as text. Bytes are replaced by their content type and length: <c>image/png, 12345 bytes</c>.</summary>
    public string Value => FieldText.FromContent(Content);

    /// <summary>Gets what is sent: a string, number, bool, picture, author of vector graphics or JSON.</summary>
    internal object Content { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Value}";
}
