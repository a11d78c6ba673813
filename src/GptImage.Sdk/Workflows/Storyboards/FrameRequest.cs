namespace GptImage.Sdk;

/// <summary>One frame of a storyboard: what happens, and who is in it.</summary>
public sealed record FrameRequest
{
    private readonly ValueList<string>? _characters;
    private readonly ValueList<TextElement> _text = [];
    private readonly ValueList<ImageInput> _references = [];

    /// <summary>Says what happens.</summary>
    /// <param name="prompt">The scene: what the characters do, and where.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prompt"/> is null.</exception>
    public FrameRequest(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        Prompt = prompt;
    }

    /// <summary>Gets what happens.</summary>
    public string Prompt { get; }

    /// <summary>Gets the names of the characters in it, as in <see cref="Storyboard.Characters"/>; upper and lower case are the
    /// same.</summary>
    /// <value><see langword="null"/> by default: the members that the prompt names (whole words in any case; parts of words in scripts
    /// without spaces between words), or the only member of a cast of one. When neither tells, the frame is refused before anything is
    /// sent. <c>[]</c> means that no character is in it.</value>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<string>? Characters
    {
        get => _characters;
        init => _characters = value is null ? null : ListCopy.Create(value, nameof(Characters));
    }

    /// <summary>Gets where the camera stands and how it looks: <c>low angle, close-up</c>.</summary>
    public string? Camera { get; init; }

    /// <summary>Gets the size of this frame.</summary>
    /// <value><see langword="null"/> takes <see cref="Storyboard.Size"/>.</value>
    public ImageSize? Size { get; init; }

    /// <summary>Gets the texts that must stand in it exactly as written.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<TextElement> Text
    {
        get => _text;
        init => _text = ListCopy.Create(value, nameof(Text));
    }

    /// <summary>Gets reference images of this frame alone, with roles such as Background or Product. They come after those of the
    /// storyboard.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Create(value, nameof(References));
    }

    /// <summary>Says how long the prompt is, without the prompt.</summary>
    /// <returns>For example <c>Frame with a prompt of 40 characters</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"Frame with a prompt of {Prompt.Length} characters");
}
