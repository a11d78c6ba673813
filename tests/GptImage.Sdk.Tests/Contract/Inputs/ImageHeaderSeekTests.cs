namespace GptImage.Sdk.Tests;

public class ImageHeaderSeekTests
{
    [Fact]
    public void Read_LongChunkBeforeTheLast_JumpsOverItInstead()
    {
        const int Chunk = 5_000_000;
        byte[] webp =
            [.. "RIFF\0\0\0\0WEBPVP8X\n\0\0\0\u0008\0\0\0"u8, 99, 0, 0, 49, 0, 0, .. "ALPH"u8, .. BitConverter.GetBytes(Chunk),
            .. new byte[Chunk], .. "EXIF"u8, 26, 0, 0, 0,
            .. "MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0"u8];
        using CountingStream stream = new(webp);

        ImageHeader? header = ImageHeader.Read(stream);

        Assert.Equal(new ImageSize(50, 100), header?.Size);
        Assert.InRange(stream.BytesRead, 1, 20_000);
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            int count = base.Read(buffer);
            BytesRead += count;
            return count;
        }
    }
}
