namespace GptImage.Sdk;

/// <summary>What all turns of a conversation have in common. Immutable: vary it with <c>with</c>.</summary>
/// <remarks>Its settings, such as <see cref="ImageSettings.Model"/> and <see cref="ImageSettings.Quality"/>, apply to every
/// turn.</remarks>
public sealed record ConversationOptions : ImageSettings
{
    private readonly ValueList<Character> _characters = [];
    private readonly ValueList<ImageInput> _references = [];
    private readonly ValueList<string> _mustNotChange = [];

    /// <summary>Gets the characters, each with a name of its own and at least one reference image. Their references go with every turn,
    /// so that they look the same however many turns there are.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<Character> Characters
    {
        get => _characters;
        init => _characters = ListCopy.Create(value, nameof(Characters));
    }

    /// <summary>Gets reference images for every turn, such as one with the role Style.</summary>
    /// <remarks>The model takes 16 images of all kinds, the picture that is changed included.</remarks>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init => _references = ListCopy.Create(value, nameof(References));
    }

    /// <summary>Gets what no turn may change, each in a few words: <c>the name on the boat</c>. It is repeated in the prompt of every
    /// turn that changes a picture.</summary>
    /// <value>Empty by default: such a prompt asks anyway to keep all that the instruction does not name.</value>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<string> MustNotChange
    {
        get => _mustNotChange;
        init => _mustNotChange = ListCopy.Create(value, nameof(MustNotChange));
    }

    /// <summary>Gets the size of pictures whose turn names none.</summary>
    /// <value><see cref="ImageSize.Auto"/> by default: the service decides, for each turn anew.</value>
    public ImageSize Size { get; init; }

    /// <summary>Gets the folder of the pictures and of their ledger <c>job.jsonl</c>. It is made when it is missing.</summary>
    /// <value><see langword="null"/> by default: pictures stay in memory. With a folder, a turn that is repeated after a crash is not
    /// bought again: it is known by its instruction and the bytes of all pictures that go with it.</value>
    public string? OutputDirectory { get; init; }

    /// <summary>Gets whether a turn is sent again whose outcome is unknown, or which was charged and brought no picture. It may cost
    /// twice.</summary>
    /// <value><see langword="false"/> by default: it is refused. Other turns are not affected.</value>
    public bool RepeatPossiblyCharged { get; init; }

    /// <summary>Gets whether a turn is bought again whose file in <see cref="OutputDirectory"/> was deleted or changed.</summary>
    /// <value><see langword="false"/> by default: it is refused.</value>
    public bool RepeatChangedFiles { get; init; }

    /// <summary>Gets the checks that look at the picture of every turn. One that fails is made again within their policy, and the best
    /// picture is the turn's.</summary>
    /// <value><see langword="null"/> by default: pictures are not checked.</value>
    public CheckOptions? Checks { get; init; }

    /// <summary>Gets the clock of the ledger.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Says who is in it.</summary>
    /// <returns>For example <c>Conversation with 2 characters</c>.</returns>
    public override string ToString() => $"Conversation with {CountWords.Describe(Characters.Count, "character")}";

    internal ImageJobOptions ToJobOptions(string folder) => new()
    {
        OutputDirectory = folder,
        RepeatPossiblyCharged = RepeatPossiblyCharged,
        RepeatChangedFiles = RepeatChangedFiles,
        TimeProvider = TimeProvider,
    };

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    internal ConversationOptions Checked()
    {
        if (TimeProvider is null)
        {
            throw new ArgumentException("ConversationOptions.TimeProvider is null; leave it at TimeProvider.System.");
        }

        return this with
        {
            Checks = Checks?.Checked(),
            OutputDirectory = OutputDirectory is null
                ? null
                : OutputFolder.GetFullPath(
                    OutputDirectory, "ConversationOptions.OutputDirectory", ", or leave it null to keep the pictures in memory"),
        };
    }
}
