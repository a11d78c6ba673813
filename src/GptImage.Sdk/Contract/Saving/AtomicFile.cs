namespace GptImage.Sdk;

/// <summary>A file that appears under its final name when it is complete, or not at all.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly bool _hasRoom;
    private bool _isCommitted;

    private AtomicFile(string temporaryPath, Stream stream, bool hasRoom)
    {
        TemporaryPath = temporaryPath;
        Stream = stream;
        _hasRoom = hasRoom;
    }

    public Stream Stream { get; }

    /// <summary>Gets where the bytes are until the file has its name.</summary>
    public string TemporaryPath { get; }

    /// <summary>Gets the folder of the file.</summary>
    public string Folder => Path.GetDirectoryName(TemporaryPath) ?? TemporaryPath;

    /// <summary>Opens a temporary file beside the final one.</summary>
    /// <param name="path">The final one.</param>
    /// <param name="open">Opens a new file to write to and to read back from; <see langword="null"/> for the disk.</param>
    /// <param name="expectedBytes">For how much to make room on the disk at once, which is faster than piece by piece; 0 when nobody
    /// knows.</param>
    /// <exception cref="IOException">The folder cannot be made, or the file not be opened.</exception>
    public static AtomicFile Create(string path, Func<string, Stream>? open = null, long expectedBytes = 0)
    {
        string folder = CreateFolder(path);
        string temporary = Path.Combine(folder, PartName.Create(path));
        try
        {
            return open is not null
                ? new AtomicFile(temporary, open(temporary), hasRoom: false)
                : new AtomicFile(
                    temporary,
                    new FileStream(temporary, new FileStreamOptions
                    {
                        Mode = FileMode.CreateNew,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.Read | FileShare.Delete,
                        BufferSize = 0,
                        PreallocationSize = expectedBytes,
                    }),
                    hasRoom: expectedBytes > 0);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(
                $"The folder '{folder}' takes no new files: {exception.Message.TrimEnd('.')}. Choose another folder, or allow this program "
                + "to write to it.", exception);
        }
    }

    /// <summary>Makes the folder of a file.</summary>
    /// <returns>The full path of the folder.</returns>
    /// <exception cref="IOException">A file stands where the folder should be, or the folder cannot be made.</exception>
    public static string CreateFolder(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(path);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string? inTheWay = Ancestors(folder).FirstOrDefault(File.Exists);
            throw new IOException(
                inTheWay is null
                    ? $"The folder '{folder}' cannot be made: {exception.Message.TrimEnd('.')}. Choose another folder, or allow this "
                        + "program to write there."
                    : $"The folder '{folder}' cannot be made: '{inTheWay}' is a file. Choose another folder, or move the file away.",
                exception);
        }

        return folder;
    }

    /// <summary>Reads the first bytes back from a file that takes no more.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    public void ReadBack(long length, IPictureSink sink)
    {
        Stream.Position = 0;
        for (int count; length > 0; length -= count)
        {
            Span<byte> room = sink.GetSpan();
            count = Stream.Read(room[..(int)Math.Min(length, room.Length)]);
            sink.Advance(count > 0 ? count : throw new EndOfStreamException());
        }
    }

    /// <summary>Gives the complete file its name. It stays open until then, so that its bytes can be read back when it has gone.</summary>
    /// <param name="path">The wanted name.</param>
    /// <param name="overwrite">Whether a file of that name gives way.</param>
    /// <param name="isDurable">Whether the bytes are on the disk before the file has its name, so that a power cut leaves the file whole
    /// or not at all, and the name before this returns, as for a file that a ledger names.</param>
    /// <param name="isNamedLater">Whether the caller flushes the name, by <see cref="FileClaim.FlushFolder"/>, with those of other
    /// files.</param>
    /// <returns>The full path: the wanted one, or the next free name when it is taken.</returns>
    /// <exception cref="IOException">The name cannot be given; the message says where the complete picture was left, if it is
    /// anywhere.</exception>
    public string Commit(string path, bool overwrite, bool isDurable = false, bool isNamedLater = false)
    {
        string full = Path.GetFullPath(path);
        string candidate = full;
        _isCommitted = true;
        try
        {
            if (_hasRoom)
            {
                Stream.SetLength(Stream.Position);
            }

            Flush(isDurable);
            for (int number = 2; !FileClaim.TryRename(TemporaryPath, candidate, overwrite); number++)
            {
                candidate = FileNames.Alternative(full, number);
            }

            Stream.Dispose();
            if (isDurable && !isNamedLater)
            {
                FileClaim.FlushFolder(Folder);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string left = File.Exists(TemporaryPath) ? $" The complete picture was left as '{TemporaryPath}'." : "";
            throw new IOException($"{exception.Message.TrimEnd('.')}.{left}", exception);
        }

        return candidate;
    }

    /// <summary>Gives up a file that could not be given its name.</summary>
    public void Abandon() => _isCommitted = false;

    public void Dispose()
    {
        Stream.Dispose();
        if (_isCommitted)
        {
            return;
        }

        try
        {
            File.Delete(TemporaryPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its folder is gone or closed to us. What went wrong before matters more than a left-over.
        }
    }

    private void Flush(bool isDurable)
    {
        if (isDurable && Stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
        else
        {
            Stream.Flush();
        }
    }

    private static IEnumerable<string> Ancestors(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
