namespace GptImage.Sdk.ServiceTests;

/// <summary>Opens real files on a disk that has room for so many bytes of each, one after the other; for a negative number not even for the
/// file.</summary>
internal sealed class FullDisk(params long[] rooms)
{
    public const string Message = "No space left on device";

    /// <summary>Gets or sets whether the disk gives back what it took.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>Gets how many files were opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Gets how many bytes were read back.</summary>
    public long BytesRead { get; private set; }

    public Stream Open(string path) =>
        rooms[Opened++] is var room && room < 0 ? throw new IOException(Message) : new NarrowFile(path, room, this);

    private sealed class NarrowFile(string path, long capacity, FullDisk disk)
        : FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0)
    {
        // Spans come here too, since the class is derived.
        public override void Write(byte[] buffer, int offset, int count)
        {
            int room = (int)Math.Min(count, capacity - Position);
            base.Write(buffer, offset, room);
            if (room < count)
            {
                throw new IOException(Message);
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = disk.IsReadable ? base.Read(buffer, offset, count) : throw new IOException("Input/output error");
            disk.BytesRead += read;
            return read;
        }
    }
}
