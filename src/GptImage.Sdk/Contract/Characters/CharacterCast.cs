using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Keeps the characters of a story side by side, each in a folder of its own.</summary>
internal static class CharacterCast
{
    private const string NamelessFolder = "character";

    public static async Task<IReadOnlyList<string>> SaveAsync(
        IEnumerable<Character> characters, string folder, bool overwrite, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(characters);
        string root = FileNames.GetFullFolder(folder);
        IReadOnlyList<Character> cast = ListCopy.Create<Character>([.. characters], nameof(characters));
        if (cast.GroupBy(character => character.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twins)
        {
            throw new ArgumentException(
                $"The cast has several characters named '{twins.Key}', which would be saved over each other. Pass a character once, or "
                + "save a variant with SaveAsync to a folder of its own.", nameof(characters));
        }

        string full = AtomicFile.CreateFolder(Path.Combine(root, CharacterFile.Name));
        Dictionary<string, string> homes = await FindHomesAsync(full, cancellationToken).ConfigureAwait(false);
        HashSet<string> taken = new(homes.Values.Select(Key), StringComparer.OrdinalIgnoreCase);
        List<string> saved = [];
        foreach (Character character in cast)
        {
            string home = homes.GetValueOrDefault(character.Name) ?? FreeName(character.Name, taken);
            taken.Add(Key(home));
            saved.Add(
                await CharacterSaver.SaveAsync(character, Path.Combine(full, home), overwrite, cancellationToken).ConfigureAwait(false));
        }

        return saved;
    }

    public static async Task<IReadOnlyList<Character>> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        string full = FileNames.GetFullFolder(folder);
        if (!Directory.Exists(full))
        {
            throw new DirectoryNotFoundException($"There is no cast: the folder '{full}' is missing.");
        }

        List<Character> cast = [];
        foreach (string home in Homes(full))
        {
            cast.Add(await CharacterLoader.LoadAsync(home, cancellationToken).ConfigureAwait(false));
        }

        string hint = File.Exists(Path.Combine(full, CharacterFile.Name)) ? " It is itself a saved character: load it with LoadAsync." : "";
        return cast.Count > 0
            ? cast
            : throw new IOException($"The folder '{full}' has no cast: none of its folders has a {CharacterFile.Name}.{hint}");
    }

    /// <summary>Gets which character lives in which folder, so that each goes back where it was. What cannot be read has no name.</summary>
    private static async Task<Dictionary<string, string>> FindHomesAsync(string folder, CancellationToken cancellationToken)
    {
        Dictionary<string, string> homes = new(StringComparer.Ordinal);
        foreach (string home in Homes(folder))
        {
            if (await NameInAsync(home, cancellationToken).ConfigureAwait(false) is { } name)
            {
                homes.TryAdd(name, Path.GetFileName(home));
            }
        }

        return homes;
    }

    private static async Task<string?> NameInAsync(string home, CancellationToken cancellationToken)
    {
        try
        {
            return (await CharacterFile.ReadAsync(home, cancellationToken).ConfigureAwait(false)).Name;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Homes(string folder) => Directory.EnumerateDirectories(folder)
        .Where(home => File.Exists(Path.Combine(home, CharacterFile.Name)))
        .Order(StringComparer.Ordinal);

    private static string FreeName(string name, HashSet<string> taken)
    {
        string clean = SafeName.Clean(name) is { Length: > 0 } safe ? safe : NamelessFolder;
        string candidate = clean;
        for (int number = 2; taken.Contains(Key(candidate)); number++)
        {
            candidate = string.Create(CultureInfo.InvariantCulture, $"{clean}-{number}");
        }

        return candidate;
    }

    /// <summary>Some file systems take two spellings of one letter for the same name.</summary>
    private static string Key(string name) => name.Normalize();
}
