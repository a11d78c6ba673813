using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Writes a picture to its file, block by block; hash and size are taken in passing.</summary>
internal sealed class FileSink : IPictureSink
{
    private const int PageBytes = 4096;

    private readonly ImageHeaderReader _header = new();
    private readonly PictureEnd _end = new();
    private readonly TrailingHash _hash = new();
    private readonly AtomicFile? _file;
    private byte[] _block = BlockPool.Pictures.Rent();
    private MemorySink? _rescue;
    private int _used;
    private long _written;
    private bool _isDisposed;

    public FileSink(AtomicFile file) => _file = file;

    /// <summary>Makes a sink for a picture whose file could not be opened.</summary>
    public FileSink(Exception failure)
    {
        Failure = failure;
        _rescue = new MemorySink();
    }

    /// <summary>Gets why the picture is not where it belongs. It is paid for, so it goes on into memory.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Gets the picture that could not be written, once it ended.</summary>
    public GeneratedImage? Rescued { get; private set; }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_rescue is null && _block.Length - _used < Math.Max(sizeHint, 1))
        {
            WritePages();
        }

        return _rescue is null ? _block.AsMemory(_used) : _rescue.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count)
    {
        if (_rescue is null)
        {
            _used += count;
        }
        else
        {
            _rescue.Advance(count);
        }
    }

    /// <summary>Gives the picture its name. One that cannot have it stays complete under another, or goes into memory when its file is
    /// gone; see <see cref="Failure"/>.</summary>
    /// <returns>The picture where it lies; where it should, when it is <see cref="Rescued"/>.</returns>
    /// <exception cref="IOException">The name cannot be given, and the bytes are gone.</exception>
    public SavedImage Commit(string path, bool overwrite, bool isDurable, bool isNamedLater = false)
    {
        Write(_block.AsSpan(0, _used));
        ImageHeader? header = _header.Finish();
        OutputFormat format = header?.Format ?? default;
        string? named = _file is null || _rescue is not null
            ? null
            : Name(_file, FileNames.WithExtension(path, format), overwrite, isDurable, isNamedLater);
        if (named is null)
        {
            Rescued = _rescue?.ToImage();
            return new SavedImage { Path = path, Format = default, Length = 0, Sha256 = "" };
        }

        return new SavedImage
        {
            Path = named,
            Format = format,
            PixelSize = header is { Size: { IsAuto: false } size } ? size : null,
            HasAlpha = header?.HasAlpha ?? false,
            HasContentCredentials = header?.HasContentCredentials ?? false,
            IsCutOff = _end.IsMissing,
            Length = _written,
            Sha256 = _hash.Finish(_block.AsSpan(0, _used)),
        };
    }

    /// <summary>Leaves nothing of a picture that could not be given its name.</summary>
    public void Abandon() => _file?.Abandon();

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _hash.Dispose();
        _file?.Dispose();
        _rescue?.Dispose();
        BlockPool.Pictures.Return(_block);
    }

    private string? Name(AtomicFile file, string path, bool overwrite, bool isDurable, bool isNamedLater)
    {
        try
        {
            return file.Commit(path, overwrite, isDurable, isNamedLater);
        }
        catch (IOException exception) when (File.Exists(file.TemporaryPath))
        {
            Failure = exception;
            return file.TemporaryPath;
        }
        catch (IOException exception)
        {
            Rescue(file, exception, unwritten: []);
            return null;
        }
    }

    /// <summary>Writes what fills whole pages, which is fastest; the rest moves to a block of its own.</summary>
    private void WritePages()
    {
        int count = _used - (_used % PageBytes);
        Write(_block.AsSpan(0, count));
        if (_rescue is null)
        {
            byte[] written = _block;
            _block = _hash.Exchange(written, count);
            _used -= count;
            written.AsSpan(count, _used).CopyTo(_block);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_file is null || _rescue is not null)
        {
            return;
        }

        _header.Append(bytes);
        _end.Append(bytes);
        try
        {
            _file.Stream.Write(bytes);
            _written += bytes.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Rescue(_file, exception, _block.AsSpan(0, _used));
        }
    }

    /// <summary>Takes into memory what was written and what was not, once the file takes no more.</summary>
    private void Rescue(AtomicFile file, Exception failure, ReadOnlySpan<byte> unwritten)
    {
        Failure = failure;
        _rescue = new MemorySink();
        try
        {
            file.ReadBack(_written, _rescue);
        }
        catch (IOException)
        {
            throw new PictureNotWrittenException(file.Folder, failure);
        }

        _rescue.Write(unwritten);
    }
}
