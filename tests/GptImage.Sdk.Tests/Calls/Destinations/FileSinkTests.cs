using System.Buffers;
using System.Security.Cryptography;

namespace GptImage.Sdk.Tests;

public sealed class FileSinkTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(4095, 1000)]
    [InlineData(4096, 4096)]
    [InlineData(262_143, 262_143)]
    [InlineData(262_176, 7)]
    [InlineData(262_177, 65_536)]
    [InlineData(1_572_864, 98_304)]
    [InlineData(2_600_001, 48_001)]
    [InlineData(2_600_001, 2_600_001)]
    public async Task Commit_AnyLengthInAnyPieces_WritesAndHashesEachByteOnce(int length, int piece)
    {
        using TemporaryFolder folder = new();
        byte[] picture = Noise(length);
        using FileSink sink = new(AtomicFile.Create(folder.PathOf("picture")));
        for (int start = 0; start < length; start += piece)
        {
            sink.Write(picture.AsSpan(start, Math.Min(piece, length - start)));
        }

        SavedImage image = sink.Commit(folder.PathOf("picture"), overwrite: false, isDurable: false);

        Assert.Equal(picture, await File.ReadAllBytesAsync(image.Path, TestContext.Current.CancellationToken));
        Assert.Equal(length, image.Length);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(picture)), image.Sha256, ignoreCase: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(40_001)]
    [InlineData(98_303)]
    public async Task GetSpan_Base64InOddPieces_GivesRoomToTheLastByte(int first)
    {
        using TemporaryFolder folder = new();
        byte[] picture = Noise(2_400_001);
        byte[] text = System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(picture) + "\"");
        using FileSink sink = new(AtomicFile.Create(folder.PathOf("picture")));
        PictureTextReader reader = new(sink, picture.Length, isInDataUri: false);
        for (int start = 0, piece = first; start < text.Length; piece = 131_071)
        {
            start += reader.Append(text.AsSpan(start, Math.Min(piece, text.Length - start)));
        }

        SavedImage image = sink.Commit(folder.PathOf("picture"), overwrite: false, isDurable: false);

        Assert.Equal(picture, await File.ReadAllBytesAsync(image.Path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Dispose_Twice_GivesTheBlockBackOnce()
    {
        using TemporaryFolder folder = new();
        FileSink sink = new(AtomicFile.Create(folder.PathOf("picture")));
        sink.Dispose();
        sink.Dispose();

        Assert.NotSame(BlockPool.Pictures.Rent(), BlockPool.Pictures.Rent());
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
