namespace GptImage.Sdk;

/// <summary>What a turn of a conversation asks for: an instruction, and what goes with it. Immutable: vary it with
/// <c>with</c>.</summary>
public sealed record TurnRequest
{
    private readonly ValueList<string>? _characters;
    private readonly ValueList<TextElement> _text = [];
    private readonly ValueList<ImageInput> _references = [];

    /// <summary>Says what to draw, or in a later turn what to change.</summary>
    /// <param name="prompt">The instruction. One change a turn gives the best pictures.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prompt"/> is null.</exception>
    public TurnRequest(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        Prompt = prompt;
    }

    /// <summary>Gets the instruction.</summary>
    public string Prompt { get; }

    /// <summary>Gets the names of the characters whose references go with this turn, as in <see cref="ConversationOptions.Characters"/>;
    /// upper and lower case are the same.</summary>
    /// <value><see langword="null"/> by default: all of them, so that they stay the same from turn to turn. <c>[]</c> sends
    /// none.</value>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<string>? Characters
    {
        get => _characters;
        init => _characters = value is null ? null : ListCopy.Create(value, nameof(Characters));
    }

    /// <summary>Gets the texts that must stand in the picture exactly as written.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<TextElement> Text
    {
        get => _text;
        init => _text = ListCopy.Create(value, nameof(Text));
    }

    /// <summary>Gets reference images of this turn alone, with roles such as Product or Style. They come before those of the
    /// conversation.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Create(value, nameof(References));
    }

    /// <summary>Gets the mask: a PNG of the size of the picture that is changed, whose fully transparent pixels say where.</summary>
    /// <value><see langword="null"/> by default: anywhere. In a first turn it belongs to the first of <see cref="References"/>.</value>
    public ImageInput? Mask { get; init; }

    /// <summary>Gets the markup: a transparent PNG of the size of the picture that is changed, with arrows, circles or notes drawn on
    /// it.</summary>
    /// <value><see langword="null"/> by default. Generations 2.5 and 2.6; not together with <see cref="Mask"/>.</value>
    public ImageInput? Markup { get; init; }

    /// <summary>Gets the size of this turn's picture.</summary>
    /// <value><see langword="null"/> by default: <see cref="ConversationOptions.Size"/>.</value>
    public ImageSize? Size { get; init; }

    /// <summary>Says how long the prompt is, without the prompt.</summary>
    /// <returns>For example <c>Turn with a prompt of 40 characters</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"Turn with a prompt of {Prompt.Length} characters");
}
