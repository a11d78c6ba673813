namespace GptImage.Sdk;

/// <summary>Asks for a picture of characters that look as they do in their reference images.</summary>
public sealed record CharacterReferenceRequest : ImageRequest
{
    private readonly ValueList<Character> _characters;
    private readonly ValueList<ImageInput> _references = [];

    /// <summary>Asks for a picture of characters.</summary>
    /// <param name="prompt">The scene: what the characters do, and where.</param>
    /// <param name="characters">The characters, each with at least one reference image.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A character is null.</exception>
    public CharacterReferenceRequest(string prompt, params IReadOnlyList<Character> characters)
        : base(prompt) => _characters = ListCopy.Create(characters, nameof(characters));

    /// <summary>Asks for a picture of characters.</summary>
    /// <param name="prompt">The scene: what the characters do, and where.</param>
    /// <param name="characters">The characters, each with at least one reference image.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A character is null.</exception>
    public CharacterReferenceRequest(string prompt, params Character[] characters)
        : this(prompt, (IReadOnlyList<Character>)characters)
    {
    }

    /// <summary>Gets the characters.</summary>
    public IReadOnlyList<Character> Characters
    {
        get => _characters;
        init => _characters = ListCopy.Create(value, nameof(Characters));
    }

    /// <summary>Gets other reference images, with the roles Style, Layout, Product, Background or Logo. They are sent after the characters'
    /// own. One with the role PictureToChange is sent first; without one, a request with a mask or markup sends its first background
    /// first.</summary>
    /// <remarks>The model takes 16 images of all kinds. When there are more, each character's first is kept, then these (products and logos
    /// first), then one more of each character in turn: faces first. A warning lists what is left out.</remarks>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Create(value, nameof(References));
    }

    /// <summary>Gets the mask: a PNG of the background's size whose fully transparent pixels say where the characters go.</summary>
    /// <value><see langword="null"/> by default. It belongs to the first of <see cref="References"/> with the role PictureToChange
    /// or else Background, which is needed then.</value>
    public ImageInput? Mask { get; init; }

    /// <summary>Gets the markup: a transparent PNG of the background's size with arrows, circles or notes drawn on it.</summary>
    /// <value><see langword="null"/> by default. It belongs to the first of <see cref="References"/> with the role PictureToChange
    /// or else Background, which is needed then. Generations 2.5 and 2.6; not together with <see cref="Mask"/>.</value>
    public ImageInput? Markup { get; init; }
}
