namespace GptImage.Sdk;

/// <summary>The append-only file of a ledger.</summary>
internal sealed class LedgerFile : IDisposable
{
    public const string FileName = "job.jsonl";

    private const string TornName = "job.torn.jsonl";

    private readonly object _gate = new();
    private readonly FileStream _file;
    private long _length;
    private string _sum = "";
    private bool _isBroken;

    private LedgerFile(FileStream file) => _file = file;

    public string Path => _file.Name;

    /// <summary>Opens the ledger of a folder.</summary>
    /// <exception cref="IOException">It cannot be opened or read, or is damaged.</exception>
    public static LedgerFile Open(string folder, TimeProvider time, out IReadOnlyList<LedgerLine> lines)
    {
        string path = System.IO.Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The ledger '{path}' cannot be opened: {exception.Message} Nothing was sent.", exception);
        }

        return Open(file, time, out lines);
    }

    /// <summary>Reads an open ledger, and begins it when it is empty. The file is disposed with the ledger, also when this
    /// fails.</summary>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    public static LedgerFile Open(FileStream file, TimeProvider time, out IReadOnlyList<LedgerLine> lines)
    {
        LedgerFile ledger = new(file);
        try
        {
            lines = ledger.ReadAll();
            if (lines.Count == 0)
            {
                ledger.Append(
                    new LedgerLine { Event = LedgerLine.Job, Version = LedgerReader.FormatVersion, At = time.GetUtcNow() },
                    isFlushed: true);
            }

            return ledger;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the ledger of a folder that another run may hold, and changes nothing.</summary>
    /// <returns>Its whole lines; none when there is no ledger.</returns>
    /// <exception cref="IOException">It cannot be read, or is damaged.</exception>
    public static IReadOnlyList<LedgerLine> ReadShared(string folder)
    {
        string path = System.IO.Path.Combine(folder, FileName);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            byte[] bytes = new byte[checked((int)file.Length)];
            file.ReadExactly(bytes);
            return LedgerReader.Read(bytes, path).Lines;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"The ledger '{path}' cannot be opened: {exception.Message} Nothing was sent.", exception);
        }
    }

    /// <summary>Writes a line. Synchronous on purpose: nothing may be bought before it is there.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isFlushed">Whether it is on the disk when this returns, with all lines before it.</param>
    /// <exception cref="IOException">The line could not be written; no other will be.</exception>
    public void Append(LedgerLine line, bool isFlushed)
    {
        lock (_gate)
        {
            if (_isBroken)
            {
                throw Broken("could not be written before", null);
            }

            byte[] bytes = LedgerSeal.Write(line, _sum, out string sum);
            _isBroken = true;
            try
            {
                Write(bytes);
                if (isFlushed)
                {
                    _file.Flush(flushToDisk: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                throw Broken("could not be written: " + exception.Message.TrimEnd('.'), exception);
            }

            _length += bytes.Length;
            _sum = sum;
            _isBroken = false;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Two programs that write here would mix their lines, and each would buy what the other one bought.</summary>
    private void Write(byte[] bytes)
    {
        if (RandomAccess.GetLength(_file.SafeFileHandle) != _length)
        {
            throw new IOException("another program changed it in the meantime");
        }

        _file.Position = _length;
        _file.Write(bytes);
    }

    private IOException Broken(string problem, Exception? cause) =>
        new($"The ledger '{Path}' {problem}. Nothing more is sent. Pictures that came are kept in its folder, and the next run there finds "
            + "them.", cause);

    private IReadOnlyList<LedgerLine> ReadAll()
    {
        byte[] bytes = new byte[checked((int)_file.Length)];
        _file.ReadExactly(bytes);
        LedgerContent content = LedgerReader.Read(bytes, Path);
        _sum = content.Sum;
        _length = content.Length;
        if (content.IsTorn)
        {
            KeepTorn(bytes);
            _file.SetLength(content.Length);
            _file.Flush(flushToDisk: true);
        }
        else if (content.LacksLineFeed)
        {
            Write("\n"u8.ToArray());
            _length++;
            _file.Flush(flushToDisk: true);
        }

        return content.Lines;
    }

    /// <summary>Keeps the file as it was beside the one that is cut.</summary>
    private void KeepTorn(byte[] bytes)
    {
        using AtomicFile copy = AtomicFile.Create(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", TornName));
        copy.Stream.Write(bytes);
        copy.Commit(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", TornName), overwrite: false);
    }
}
