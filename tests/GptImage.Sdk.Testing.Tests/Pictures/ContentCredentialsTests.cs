using System.Buffers.Binary;
using System.Text;
using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Pictures;

public sealed class ContentCredentialsTests
{
    [Fact]
    public async Task Generations_ContentCredentials_FollowTheHeaderOfAPng()
    {
        using var caller = Credited();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x"}""");

        byte[] png = answer.Pictures[0];
        Assert.Equal(("IHDR", "caBX"), (Encoding.ASCII.GetString(png, 12, 4), Encoding.ASCII.GetString(png, 37, 4)));
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        byte[] box = png[41..(41 + length)];
        Assert.Equal((length, "jumb"), (BinaryPrimitives.ReadInt32BigEndian(box), Encoding.ASCII.GetString(box, 4, 4)));
        Assert.Contains("urn:c2pa:", Encoding.ASCII.GetString(box), StringComparison.Ordinal);
        Assert.Contains("c2pa.created", Encoding.ASCII.GetString(box), StringComparison.Ordinal);
        Assert.Equal(Crc(png.AsSpan(37, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(41 + length)));
        Assert.Equal(1024, answer.Picture().Width);
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public async Task Generations_ContentCredentials_AreForPngAlone(string format)
    {
        using var caller = Credited();

        Answer answer = await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"x","output_format":"{{format}}"}""");

        Assert.DoesNotContain("caBX", Encoding.ASCII.GetString(answer.Pictures[0]), StringComparison.Ordinal);
    }

    private static Caller Credited() => new(new FakeGptImageServiceOptions { ContentCredentials = true, Drawing = FakeDrawing.Plain });

    /// <summary>The CRC of the png specification, by its table.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint[] table =
            [.. Enumerable.Range(0, 256)
            .Select(
                number => Enumerable.Range(0, 8).Aggregate((uint)number, (crc, _) => (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1))];
        uint result = 0xFFFFFFFF;
        foreach (byte value in bytes)
        {
            result = table[(result ^ value) & 0xFF] ^ (result >> 8);
        }

        return result ^ 0xFFFFFFFF;
    }
}
