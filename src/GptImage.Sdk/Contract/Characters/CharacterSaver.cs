using System.Text;

namespace GptImage.Sdk;

/// <summary>
/// Writes a character into a folder: pictures first and under names that are free, then the file that names them, then away with
/// what an earlier save left. Wherever it is cut off, the folder has the earlier character or the new one.
/// </summary>
internal static class CharacterSaver
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<string> SaveAsync(Character character, string folder, bool overwrite, CancellationToken cancellationToken)
    {
        string path = Path.Combine(FileNames.GetFullFolder(folder), CharacterFile.Name);
        ThrowIfUnwritable(character);
        try
        {
            return await WriteAsync(character, path, overwrite, cancellationToken).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"'{character.Name}' was not saved to '{path}': {exception.Message}", exception);
        }
    }

    private static async Task<string> WriteAsync(Character character, string path, bool overwrite, CancellationToken cancellationToken)
    {
        string full = AtomicFile.CreateFolder(path);
        IReadOnlyList<SavedReference> earlier = await FindEarlierAsync(character, full, overwrite, cancellationToken).ConfigureAwait(false);
        PictureWriter pictures = new(full, earlier);
        List<SavedReference> references = [];
        foreach (ImageInput reference in character.References)
        {
            string name = FormattableString.Invariant($"Reference {references.Count + 1} of '{character.Name}' ({reference.Description})");
            references.Add(await pictures.WriteAsync(reference, references.Count + 1, name, cancellationToken).ConfigureAwait(false));
        }

        using (AtomicFile file = AtomicFile.Create(path))
        {
            await file.Stream.WriteAsync(CharacterFile.Serialize(Describe(character, references)), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            file.Commit(path, overwrite: true);
        }

        HashSet<string?> needed = [.. references.Select(reference => reference.Sha256)];
        foreach (SavedReference stale in earlier.Where(reference => !needed.Contains(reference.Sha256)))
        {
            Delete(Path.Combine(full, stale.File ?? ""));
        }

        return full;
    }

    /// <summary>Gets the pictures that an earlier save of the character left unchanged in the folder.</summary>
    private static async Task<IReadOnlyList<SavedReference>> FindEarlierAsync(
        Character character, string folder, bool overwrite, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, CharacterFile.Name);
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder. Choose another folder for '{character.Name}', or move it away.");
        }

        if (!File.Exists(path))
        {
            return [];
        }

        SavedCharacter saved;
        try
        {
            saved = await CharacterFile.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            return overwrite
                ? []
                : throw new IOException(
                    $"'{character.Name}' was not saved: a file is in the way. {exception.Message} Choose another folder, or pass "
                    + "overwrite: true.", exception);
        }

        if (saved.Name != character.Name && !overwrite)
        {
            throw new IOException(
                $"'{character.Name}' was not saved: '{path}' is the character '{saved.Name}'. Choose another folder, or pass overwrite: "
                + "true.");
        }

        List<SavedReference> unchanged = [];
        foreach (SavedReference reference in (saved.References ?? []).OfType<SavedReference>())
        {
            if (await CharacterLoader.IsUnchangedAsync(folder, reference, cancellationToken).ConfigureAwait(false))
            {
                unchanged.Add(reference);
            }
        }

        return unchanged;
    }

    private static SavedCharacter Describe(Character character, IReadOnlyList<SavedReference> references) => new()
    {
        Version = CharacterFile.FormatVersion,
        Name = character.Name,
        Appearance = character.Appearance,
        Outfit = character.Outfit,
        Proportions = character.Proportions,
        Palette = character.Palette,
        DistinguishingMarks = character.DistinguishingMarks,
        Style = character.Style,
        Never = character.MustNotChange.Count > 0 ? character.MustNotChange : null,
        Shown = character.ShownOutfit == character.Outfit ? null : new SavedLook { Outfit = character.ShownOutfit },
        References = references,
    };

    /// <summary>Refuses what could not be loaded again, before anything is written.</summary>
    private static void ThrowIfUnwritable(Character character)
    {
        string?[] texts =
        [
            character.Name, character.Appearance, character.Outfit, character.Proportions, character.Palette,
                character.DistinguishingMarks, character.Style, character.ShownOutfit,
            .. character.MustNotChange, .. character.References.Select(reference => reference.Detail),
        ];
        try
        {
            _ = texts.Sum(text => StrictUtf8.GetByteCount(text ?? ""));
        }
        catch (EncoderFallbackException exception)
        {
            throw new IOException(
                $"'{character.Name}' cannot be saved: its description has half a surrogate pair, which is not a character. A text was "
                + "probably cut in the middle of an emoji.", exception);
        }

        CharacterFile.Serialize(Describe(character, []));
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another program holds it. The character is saved; a picture too many does no harm.
        }
    }
}
