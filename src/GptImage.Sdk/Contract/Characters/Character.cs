namespace GptImage.Sdk;

/// <summary>Somebody who looks the same in picture after picture. Immutable: a variant is made with <c>with</c>.</summary>
/// <remarks>
/// References show the character as it is described when they are set. A variant that wears something else
/// (<c>mia with { Outfit = "pyjamas" }</c>) keeps face and proportions, and the prompt says which references' outfit to ignore.
/// </remarks>
public sealed record Character
{
    private readonly ValueList<ImageInput> _references = [];
    private readonly ValueList<string> _mustNotChange = [];
    private readonly string? _shownOutfit;

    /// <summary>Whether description and references were made together, not one of them by <c>with</c>.</summary>
    private readonly bool _isAsShown = true;

    /// <summary>Names a character.</summary>
    /// <param name="name">The name by which prompts call it, on one line. White space around it is cut off.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space, or has a line break or another control
    /// character.</exception>
    public Character(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name.Trim();
        if (Name.Any(char.IsControl))
        {
            throw new ArgumentException(
                "The name of a character has a line break or another control character, which would break the prompt. Give it on one "
                + "line.", nameof(name));
        }
    }

    private Character(Character original)
    {
        Name = original.Name;
        Appearance = original.Appearance;
        Outfit = original.Outfit;
        Proportions = original.Proportions;
        Palette = original.Palette;
        DistinguishingMarks = original.DistinguishingMarks;
        Style = original.Style;
        _mustNotChange = original._mustNotChange;
        _references = original._references;
        _shownOutfit = original.ShownOutfit;
        _isAsShown = false;
    }

    /// <summary>Gets the name by which prompts call it.</summary>
    public string Name { get; }

    /// <summary>Gets how it looks: age, face, hair, build.</summary>
    public string? Appearance { get; init; }

    /// <summary>Gets what it wears.</summary>
    public string? Outfit { get; init; }

    /// <summary>Gets its proportions: <c>four heads tall</c>.</summary>
    public string? Proportions { get; init; }

    /// <summary>Gets its colours: <c>mustard yellow, brick red, black</c>.</summary>
    public string? Palette { get; init; }

    /// <summary>Gets what tells it from others: <c>scar over the left eye</c>.</summary>
    public string? DistinguishingMarks { get; init; }

    /// <summary>Gets how it is drawn: <c>soft watercolour with ink outlines</c>.</summary>
    public string? Style { get; init; }

    /// <summary>Gets what must never change, each in a few words: <c>hair colour</c>. Empty by default: face, outfit and proportions are
    /// kept anyway.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<string> MustNotChange
    {
        get => _mustNotChange;
        init => _mustNotChange = ListCopy.Create(value, nameof(MustNotChange));
    }

    /// <summary>Gets the pictures that show it. A request needs at least one; the first is the anchor, which is always sent.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<ImageInput> References
    {
        get => _references;
        init
        {
            _references = ListCopy.Create(value, nameof(References));
            _isAsShown = true;
        }
    }

    /// <summary>Gets what it wears in the references, in the words of the description.</summary>
    internal string? ShownOutfit
    {
        get => _isAsShown ? Outfit : _shownOutfit;
        init
        {
            _shownOutfit = value;
            _isAsShown = false;
        }
    }

    /// <summary>Gets whether it wears something else than in the references.</summary>
    internal bool IsDressedAnew => References.Count > 0 && ShownOutfit != Outfit;

    /// <summary>Loads a character from a folder that <see cref="SaveAsync"/> wrote, wherever that folder is now.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The character. Its references are the files of the folder, each of which was read and found to be the picture that was
    /// saved; they are not kept in memory.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null, empty or white space.</exception>
    /// <exception cref="FileNotFoundException">The folder, its <c>character.json</c> or a picture is missing.</exception>
    /// <exception cref="IOException"><c>character.json</c> cannot be read, or is of a later version, or a picture is not the one that was
    /// saved, or lies outside the folder. The message names the file.</exception>
    public static Task<Character> LoadAsync(string folder, CancellationToken cancellationToken = default) =>
        CharacterLoader.LoadAsync(folder, cancellationToken);

    /// <summary>Loads all characters of a folder that <see cref="SaveCastAsync"/> wrote, or into whose folders <see cref="SaveAsync"/>
    /// saved them.</summary>
    /// <param name="folder">The folder of the cast. Folders without a <c>character.json</c> are ignored.</param>
    /// <param name="cancellationToken">Ends the loading.</param>
    /// <returns>The characters, one or more, in the order of the names of their folders, whatever the file system or the culture.</returns>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null, empty or white space.</exception>
    /// <exception cref="IOException">The folder is missing or has no character, or one of them cannot be loaded, as with
    /// <see cref="LoadAsync"/>.</exception>
    public static Task<IReadOnlyList<Character>> LoadCastAsync(string folder, CancellationToken cancellationToken = default) =>
        CharacterCast.LoadAsync(folder, cancellationToken);

    /// <summary>Saves several characters, each into a folder of its own within one.</summary>
    /// <param name="characters">The characters; no two have the same name.</param>
    /// <param name="folder">The folder of the cast; made when it is missing. Characters that it has from before and that are not passed
    /// stay.</param>
    /// <param name="overwrite">As with <see cref="SaveAsync"/>, for each.</param>
    /// <param name="cancellationToken">Ends the saving; characters that are finished stay saved.</param>
    /// <returns>The full paths of their folders, in the order of <paramref name="characters"/>. A folder is named after its character,
    /// without what file names cannot have; a number follows when another character has that folder, ignoring case. A character that is
    /// saved already keeps its folder.</returns>
    /// <exception cref="ArgumentException">A character is null, two have the same name, or <paramref name="folder"/> is null, empty or
    /// white space.</exception>
    /// <exception cref="IOException">One of them cannot be saved, as with <see cref="SaveAsync"/>.</exception>
    public static Task<IReadOnlyList<string>> SaveCastAsync(
        IEnumerable<Character> characters, string folder, bool overwrite = false, CancellationToken cancellationToken = default) =>
        CharacterCast.SaveAsync(characters, folder, overwrite, cancellationToken);

    /// <summary>Saves the character into a folder: <c>character.json</c> with what is said of it, and beside it the pictures, with their
    /// hashes.</summary>
    /// <param name="folder">The folder of this one character; made when it is missing. It can be moved as a whole.</param>
    /// <param name="overwrite">Whether to replace another character, or a <c>character.json</c> that is not a saved character. A character
    /// of the same name is always replaced. Its pictures that are no longer used are deleted; other files are never touched.</param>
    /// <param name="cancellationToken">Ends the saving; an earlier character stays as it was.</param>
    /// <returns>The full path of the folder.</returns>
    /// <remarks>A reference by address or by file id is saved as it is, without a picture. An address goes into the file with its query; a
    /// file id is good until the service deletes the file.</remarks>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null, empty or white space.</exception>
    /// <exception cref="IOException">Another character is in the way, a reference cannot be read or is not a picture, or the folder cannot
    /// be written. The message names the file.</exception>
    public Task<string> SaveAsync(string folder, bool overwrite = false, CancellationToken cancellationToken = default) =>
        CharacterSaver.SaveAsync(this, folder, overwrite, cancellationToken);

    /// <summary>Tells whether two characters are described alike and have the same references.</summary>
    /// <param name="other">The other.</param>
    /// <returns><see langword="true"/> when they are the same.</returns>
    public bool Equals(Character? other) => other is not null
        && Described(this) == Described(other)
        && _mustNotChange.Equals(other._mustNotChange)
        && _references.Equals(other._references);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Described(this), MustNotChange.Count, References.Count);

    /// <summary>Says who it is.</summary>
    /// <returns>For example <c>Mia, 3 references</c>.</returns>
    public override string ToString() => $"{Name}, {CountWords.Describe(References.Count, "reference")}";

    private static (string?, string?, string?, string?, string?, string?, string?, string?) Described(Character character) => (
        character.Name, character.Appearance, character.Outfit, character.Proportions, character.Palette, character.DistinguishingMarks,
            character.Style, character.ShownOutfit);
}
