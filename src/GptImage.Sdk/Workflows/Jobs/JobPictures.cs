namespace GptImage.Sdk;

/// <summary>The pictures of a job in its folder.</summary>
internal sealed class JobPictures(string folder)
{
    private readonly IPictureStore _store = PictureStore.Folder(folder);

    /// <summary>Gets the full path of the folder.</summary>
    public string Folder => folder;

    /// <summary>Finds the pictures that a killed run left complete under the name of a request. An empty file is what a power cut
    /// leaves.</summary>
    public async Task<IReadOnlyList<SavedImage>> FindAsync(string name, int count, CancellationToken cancellationToken)
    {
        List<SavedImage> files = [];
        for (int number = 1; number <= Math.Max(count, 1) && name.Length > 0; number++)
        {
            foreach (string candidate in JobFileName.Candidates(FileNames.Numbered(name, number, count)))
            {
                if (await _store.FindAsync(candidate, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    files.AddRange(found.Length > 0 ? [await DescribeAsync(found, cancellationToken).ConfigureAwait(false)] : []);
                    break;
                }
            }
        }

        return files;
    }

    /// <summary>Finds the pictures of a request that was being sent when its run was killed: also those that had no name yet.</summary>
    public Task<IReadOnlyList<SavedImage>> RecoverAsync(string name, int count, CancellationToken cancellationToken)
    {
        for (int number = 1; number <= Math.Max(count, 1) && name.Length > 0; number++)
        {
            LeftPicture.Recover(Path.Combine(folder, FileNames.Numbered(name, number, count)));
        }

        return FindAsync(name, count, cancellationToken);
    }

    /// <summary>Finds the pictures of an end whose bytes are still those of the ledger.</summary>
    public async Task<IReadOnlyList<SavedImage>> VerifyAsync(
        IReadOnlyList<StoredPicture> pictures, CancellationToken cancellationToken)
    {
        List<SavedImage> files = [];
        foreach (StoredPicture picture in pictures)
        {
            if (await _store.FindAsync(picture.Name, cancellationToken).ConfigureAwait(false) == picture)
            {
                files.Add(await DescribeAsync(picture, cancellationToken).ConfigureAwait(false));
            }
        }

        return files;
    }

    /// <summary>Writes a file's bytes through to the disk, so that the ledger never names what a power cut takes away.</summary>
    public static void Flush(string path)
    {
        try
        {
            using FileStream file =
                new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A scanner has it, or it is read-only: the system will write it in its own time. That must not end a job.
        }
    }

    private async Task<SavedImage> DescribeAsync(StoredPicture picture, CancellationToken cancellationToken)
    {
        Stream? file = await _store.OpenAsync(picture.Name, cancellationToken).ConfigureAwait(false);
        await using ((file ?? Stream.Null).ConfigureAwait(false))
        {
            ImageHeader? header = ImageHeader.Read(file ?? Stream.Null);
            return new SavedImage
            {
                Path = Path.Combine(folder, picture.Name),
                Format = header?.Format ?? default,
                PixelSize = header is { Size: { IsAuto: false } size } ? size : null,
                Length = picture.Length,
                HasContentCredentials = header?.HasContentCredentials ?? false,
                HasAlpha = header?.HasAlpha ?? false,
                Sha256 = picture.Sha256,
            };
        }
    }
}
