namespace GptImage.Sdk;

/// <summary>Somebody who looks the same in picture after picture. Immutable: a variant is made with <c>with</c>.</summary>
public sealed record Character
{
    private readonly IReadOnlyList<ImageInput> _references = [];

    /// <summary>Names a character.</summary>
    /// <param name="name">The name by which prompts call it.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public Character(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>Gets the name by which prompts call it.</summary>
    public string Name { get; }

    /// <summary>Gets how it looks: age, face, hair, build.</summary>
    public string? Appearance { get; init; }

    /// <summary>Gets what it wears.</summary>
    public string? Outfit { get; init; }

    /// <summary>Gets its proportions: <c>four heads tall</c>.</summary>
    public string? Proportions { get; init; }

    /// <summary>Gets the pictures that show it. A request needs at least one; the first is the anchor.</summary>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Of(value, nameof(References));
    }
}
