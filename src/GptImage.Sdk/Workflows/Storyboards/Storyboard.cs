namespace GptImage.Sdk;

/// <summary>A story in frames: the same characters in one after another. Immutable: vary it with <c>with</c>.</summary>
/// <remarks>Its settings, such as <see cref="ImageSettings.Model"/> and <see cref="ImageSettings.Quality"/>, apply to every
/// frame.</remarks>
public sealed record Storyboard : ImageSettings
{
    private readonly ValueList<Character> _characters = [];
    private readonly ValueList<FrameRequest> _frames = [];
    private readonly ValueList<ImageInput> _references = [];

    /// <summary>Names a story.</summary>
    /// <param name="title">The title, as the heading of its page. It is not part of any prompt.</param>
    /// <exception cref="ArgumentNullException"><paramref name="title"/> is null.</exception>
    public Storyboard(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        Title = title;
    }

    /// <summary>Gets the title.</summary>
    public string Title { get; }

    /// <summary>Gets the style of all frames: <c>watercolour</c>.</summary>
    public string? Style { get; init; }

    /// <summary>Gets the characters, each with a name of its own and at least one reference image.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<Character> Characters
    {
        get => _characters;
        init => _characters = ListCopy.Create(value, nameof(Characters));
    }

    /// <summary>Gets the frames in their order.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<FrameRequest> Frames
    {
        get => _frames;
        init => _frames = ListCopy.Create(value, nameof(Frames));
    }

    /// <summary>Gets reference images for every frame, such as one with the role Style.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Create(value, nameof(References));
    }

    /// <summary>Gets the size of frames that name none.</summary>
    /// <value><see cref="ImageSize.Auto"/> by default: the service decides, for each frame anew.</value>
    public ImageSize Size { get; init; }

    /// <summary>Says which story it is, and how long.</summary>
    /// <returns>For example <c>The lantern: 6 frames, 2 characters</c>.</returns>
    public override string ToString() =>
        $"{Title}: {CountWords.Describe(Frames.Count, "frame")}, {CountWords.Describe(Characters.Count, "character")}";
}
