namespace GptImage.Sdk.Imaging;

/// <summary>Files of one folder that appear together under their names, or not at all.</summary>
internal sealed class FileGroup : IDisposable
{
    private readonly string[] _targets;
    private readonly string[] _parts;
    private readonly string[] _replaced;
    private readonly Func<string, Stream> _open;
    private int _inPlace;
    private bool _isCommitted;

    /// <summary>Plans the files.</summary>
    /// <param name="targets">Their paths, in the order in which they appear.</param>
    /// <param name="open">Opens a new file to write to.</param>
    public FileGroup(string[] targets, Func<string, Stream> open)
    {
        _targets = targets;
        _open = open;
        string folder = Path.GetDirectoryName(targets[0]) ?? targets[0];
        _parts = [.. targets.Select(_ => Path.Combine(folder, $".{Guid.NewGuid():N}.part"))];
        _replaced = [.. _parts.Select(part => part + ".old")];
    }

    /// <summary>Writes all files under temporary names.</summary>
    /// <exception cref="IOException">The folder or a file cannot be written.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte>[] contents, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_targets[0]) ?? _targets[0]);
            for (int i = 0; i < _targets.Length; i++)
            {
                using Stream file = _open(_parts[i]);
                await file.WriteAsync(contents[i], cancellationToken).ConfigureAwait(false);
                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(exception);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Gives all files their names.</summary>
    /// <returns>Whether they have them; otherwise another program took one in the meantime.</returns>
    /// <exception cref="IOException">A name cannot be given; everything is as it was before.</exception>
    public bool TryCommit(bool overwrite)
    {
        try
        {
            for (; _inPlace < _targets.Length; _inPlace++)
            {
                Place(_inPlace, overwrite);
            }

            _isCommitted = true;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return !overwrite && File.Exists(_targets[_inPlace]) ? false : throw Failed(exception);
        }
    }

    /// <summary>Takes back what was not committed, and away what was replaced.</summary>
    public void Dispose()
    {
        for (int i = 0; i < _targets.Length; i++)
        {
            if (_isCommitted)
            {
                Delete(_replaced[i]);
                continue;
            }

            Delete(_parts[i]);
            if (File.Exists(_replaced[i]))
            {
                File.Move(_replaced[i], _targets[i], overwrite: true);
            }
            else if (i < _inPlace)
            {
                Delete(_targets[i]);
            }
        }
    }

    private void Place(int i, bool overwrite)
    {
        if (overwrite && File.Exists(_targets[i]))
        {
            File.Replace(_parts[i], _targets[i], _replaced[i], ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(_parts[i], _targets[i]);
        }
    }

    private IOException Failed(Exception exception) => new(
        $"'{_targets[^1]}' was not saved: {exception.Message.TrimEnd('.')}. Nothing was left behind, and the pictures are still in "
            + "memory: make room or choose another folder, and save again.",
        exception);

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its folder is gone or closed to us. What went wrong before matters more than a left-over.
        }
    }
}
