using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Makes a character of its folder, once every picture is known to be the one that was saved.</summary>
internal static class CharacterLoader
{
    public static async Task<Character> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        string full = FileNames.GetFullFolder(folder);
        string file = Path.Combine(full, CharacterFile.Name);
        SavedCharacter saved = await CharacterFile.ReadAsync(full, cancellationToken).ConfigureAwait(false);
        Character character = Describe(saved, file);
        if (saved.References is null)
        {
            throw new IOException($"'{file}' has no list of references.");
        }

        List<ImageInput> references = [];
        foreach (SavedReference? reference in saved.References)
        {
            string name = FormattableString.Invariant($"Reference {references.Count + 1} in '{file}'");
            references.Add(await LoadAsync(full, reference, name, cancellationToken).ConfigureAwait(false));
        }

        character = character with { References = references };
        return saved.Shown is { } shown ? character with { ShownOutfit = shown.Outfit } : character;
    }

    /// <summary>Tells whether the file of a reference has the bytes that were saved.</summary>
    public static async Task<bool> IsUnchangedAsync(string folder, SavedReference reference, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, reference.File ?? "");
        if (!reference.IsWithinFolder() || !File.Exists(path))
        {
            return false;
        }

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
            return stream.Length == reference.Length
                && Convert.ToHexString(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false))
                    .Equals(reference.Sha256, StringComparison.OrdinalIgnoreCase);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static Character Describe(SavedCharacter saved, string file)
    {
        try
        {
            return new Character(saved.Name ?? "")
            {
                Appearance = saved.Appearance,
                Outfit = saved.Outfit,
                Proportions = saved.Proportions,
                Palette = saved.Palette,
                DistinguishingMarks = saved.DistinguishingMarks,
                Style = saved.Style,
                MustNotChange =
                    [.. (saved.Never ?? []).Select(entry => entry ?? throw new ArgumentException("An entry of 'never' is null."))],
            };
        }
        catch (ArgumentException exception)
        {
            throw new IOException($"'{file}' is not a saved character: {ArgumentText.WithoutParameter(exception)}", exception);
        }
    }

    private static async Task<ImageInput> LoadAsync(
        string folder, SavedReference? reference, string name, CancellationToken cancellationToken)
    {
        if (reference is null || new[] { reference.File, reference.Uri, reference.FileId }.Count(origin => origin is not null) != 1)
        {
            throw new IOException($"{name} needs one of 'file', 'uri' and 'file_id'.");
        }

        if (SavedReference.RoleOf(reference.Role) is not { } role)
        {
            throw new IOException($"{name} has the role '{reference.Role}', which this library does not know.");
        }

        ImageInput input = reference.File is not null
            ? await OpenAsync(folder, reference, name, cancellationToken).ConfigureAwait(false)
            : Refer(reference, name);
        return input.As(role).Showing(reference.Detail);
    }

    private static async Task<ImageInput> OpenAsync(
        string folder, SavedReference reference, string name, CancellationToken cancellationToken)
    {
        if (!reference.IsWithinFolder())
        {
            throw new IOException(
                $"{name} is the file '{reference.File}', which is not a plain name within the folder. Only pictures beside "
                + $"{CharacterFile.Name} are loaded.");
        }

        string path = Path.Combine(folder, reference.File ?? "");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"{name} is missing: there is no '{path}'. Move a saved character with its whole folder.", path);
        }

        if (!await IsUnchangedAsync(folder, reference, cancellationToken).ConfigureAwait(false))
        {
            throw new IOException(
                $"{name} is not the picture that was saved: '{path}' has other bytes. "
                + "Bring that picture back, or save the character again.");
        }

        ImageInput input = ImageInput.FromFile(path);
        using Stream stream = input.OpenRead();
        return ImageHeader.Read(stream)?.MediaType == reference.MediaType
            ? input
            : throw new IOException($"{name} is not a picture of the format '{reference.MediaType}': '{path}'.");
    }

    private static ImageInput Refer(SavedReference reference, string name)
    {
        try
        {
            return reference.FileId is { } id
                ? ImageInput.FromFileId(id)
                : ImageInput.FromAddress(reference.Uri ?? "");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new IOException($"{name} cannot be used: {ArgumentText.WithoutParameter(exception)}", exception);
        }
    }
}
