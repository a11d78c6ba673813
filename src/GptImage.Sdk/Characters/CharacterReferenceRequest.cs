namespace GptImage.Sdk;

/// <summary>Asks for a picture of characters that look as they do in their reference images.</summary>
public sealed record CharacterReferenceRequest : ImageRequest
{
    private readonly IReadOnlyList<Character> _characters;
    private readonly IReadOnlyList<ImageInput> _references = [];

    /// <summary>Asks for a picture of characters.</summary>
    /// <param name="prompt">The scene: what the characters do, and where.</param>
    /// <param name="characters">The characters, each with at least one reference image.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A character is null.</exception>
    public CharacterReferenceRequest(string prompt, params IReadOnlyList<Character> characters)
        : base(prompt) => _characters = ListCopy.Of(characters, nameof(characters));

    /// <summary>Gets the characters.</summary>
    public IReadOnlyList<Character> Characters
    {
        get => _characters;
        init => _characters = ListCopy.Of(value, nameof(Characters));
    }

    /// <summary>Gets other reference images, with the roles Style, Layout, Product, Background or Logo. They come after the characters' own.</summary>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Of(value, nameof(References));
    }
}
