namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Opens real files, one of which stands on a disk that runs full while it is written.</summary>
internal sealed class FullDisk(int full, int capacity)
{
    public const string Message = "No space left on device";

    public int Opened { get; private set; }

    public Stream Open(string path)
    {
        FileStream file = new(path, FileMode.CreateNew);
        return Opened++ == full ? new Narrow(file, capacity) : file;
    }

    /// <summary>Writes what there is room for, and then fails as a full disk does.</summary>
    private sealed class Narrow(FileStream file, int capacity) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            int room = Math.Min(count, capacity - (int)file.Position);
            file.Write(buffer, offset, room);
            if (room < count)
            {
                throw new IOException(Message);
            }
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
