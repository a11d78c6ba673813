namespace GptImage.Sdk;

/// <summary>The text model that writes vector graphics, billed apart.</summary>
public sealed record SvgAuthor
{
    /// <summary>Names the author.</summary>
    /// <param name="model">The id of a text model.</param>
    /// <exception cref="ArgumentException"><paramref name="model"/> is null, empty or white space.</exception>
    public SvgAuthor(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        Model = model;
    }

    /// <summary>Gets the id of the text model.</summary>
    public string Model { get; }

    /// <summary>Gets its reasoning effort: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c> or
    /// <c>max</c>.</summary>
    /// <value><see langword="null"/> leaves it to the service.</value>
    public string? Effort { get; init; }

    /// <summary>Names the model, and the effort when there is one.</summary>
    /// <returns>Both in words.</returns>
    public override string ToString() => Effort is { } effort ? $"model {Model}, effort {effort}" : $"model {Model}";
}
