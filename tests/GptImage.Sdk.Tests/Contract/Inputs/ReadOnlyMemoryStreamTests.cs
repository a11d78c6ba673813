namespace GptImage.Sdk.Tests;

public sealed class ReadOnlyMemoryStreamTests
{
    [Fact]
    public void Read_InPieces_GivesAllBytesAndThenNothing()
    {
        using ReadOnlyMemoryStream stream = new(new byte[] { 1, 2, 3 });
        byte[] buffer = new byte[2];

        Assert.Equal(2, stream.Read(buffer));
        Assert.Equal(1, stream.Read(buffer));
        Assert.Equal(0, stream.Read(buffer));
        Assert.Equal((3L, 3L), (stream.Position, stream.Length));
    }

    [Fact]
    public void Seek_AllOrigins_SetsThePosition()
    {
        using ReadOnlyMemoryStream stream = new(new byte[] { 1, 2, 3 });

        Assert.Equal(1, stream.Seek(1, SeekOrigin.Begin));
        Assert.Equal(2, stream.Seek(1, SeekOrigin.Current));
        Assert.Equal(0, stream.Seek(-3, SeekOrigin.End));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Seek(-1, SeekOrigin.Begin));
    }

    [Fact]
    public void Write_Throws()
    {
        using ReadOnlyMemoryStream stream = new(new byte[] { 1, 2, 3 });

        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(1));
        Assert.False(stream.CanWrite);
    }
}
