using System.Buffers;

namespace GptImage.Sdk.Tests;

public sealed class MemorySinkTests
{
    [Theory]
    [InlineData(8_000_000, 8_000_300, 8_600_000)]
    [InlineData(300_000, 310_000, 700_000)]
    [InlineData(40_000, 40_500, 41_500)]
    public void ToImage_SizeKnownMoreOrLess_TakesTheMemoryOfThePictureOnce(int length, int expected, long most)
    {
        byte[] picture = new byte[length];
        new Random(7).NextBytes(picture);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using MemorySink sink = new(expected);
        Write(sink, picture);

        GeneratedImage image = sink.ToImage();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, length, most);
        Assert.True(image.Bytes.Span.SequenceEqual(picture));
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_000, 1_050)]
    [InlineData(1_000, 60_000)]
    [InlineData(1_000, 500)]
    [InlineData(900_000, 10)]
    [InlineData(1_000, 1_000_000)]
    [InlineData(900_000, 300_000)]
    [InlineData(900_000, 0)]
    [InlineData(600_000, 1_000_000)]
    public void ToImage_SizeKnownWrong_IsThePicture(int length, int expected)
    {
        byte[] picture = new byte[length];
        new Random(7).NextBytes(picture);
        using MemorySink sink = new(expected);
        Write(sink, picture);

        GeneratedImage image = sink.ToImage();

        Assert.Equal(picture, image.Bytes.ToArray());
        Assert.Equal(picture, sink.ToArray());
    }

    private static void Write(MemorySink sink, byte[] picture)
    {
        for (int start = 0; start < picture.Length; start += 40_000)
        {
            sink.Write(picture.AsSpan(start, Math.Min(40_000, picture.Length - start)));
        }
    }
}
