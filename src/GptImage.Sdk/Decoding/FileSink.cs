using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Writes a picture to its file, block by block; hash and size are taken in passing.</summary>
/// <remarks>
/// All in one thread on purpose: a block is hashed and lies in the page cache in less time than it takes to have another
/// thread do it, and what that thread would win is lost where many calls run at once.
/// </remarks>
internal sealed class FileSink(AtomicFile file) : IPictureSink
{
    private const int PageBytes = 4096;

    private readonly ImageHeaderReader _header = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block = BlockPool.Rent();
    private int _used;
    private long _written;
    private bool _isDisposed;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_block.Length - _used < Math.Max(sizeHint, 1))
        {
            WritePages();
        }

        return _block.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count) => _used += count;

    public SavedImage Commit(string path, bool overwrite)
    {
        Write(_block.AsSpan(0, _used));
        ImageHeader? header = _header.Finish();
        OutputFormat format = header?.Format ?? default;
        return new SavedImage
        {
            Path = file.Commit(FileNames.WithExtension(path, format), overwrite),
            Format = format,
            PixelSize = header is { Size: { IsAuto: false } size } ? size : null,
            HasAlpha = header?.HasAlpha ?? false,
            HasContentCredentials = header?.HasContentCredentials ?? false,
            Length = _written,
            Sha256 = Convert.ToHexString(_hash.GetHashAndReset()).ToLowerInvariant(),
        };
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _hash.Dispose();
        file.Dispose();
        BlockPool.Return(_block);
    }

    /// <summary>Writes what fills whole pages, which is fastest, and keeps the rest.</summary>
    private void WritePages()
    {
        int rest = _used % PageBytes;
        Write(_block.AsSpan(0, _used - rest));
        _block.AsSpan(_used - rest, rest).CopyTo(_block);
        _used = rest;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _header.Append(bytes);
        _hash.AppendData(bytes);
        try
        {
            file.Stream.Write(bytes);
        }
        catch (IOException exception)
        {
            throw new PictureNotWrittenException(file.Folder, exception);
        }

        _written += bytes.Length;
    }
}
