using System.Buffers.Binary;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>Makes a PNG of a given length: a true header, then noise, which is what compressed pixels look like.</summary>
internal static class NoisePicture
{
    private static ReadOnlySpan<byte> Head =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R',
        0, 0, 4, 0, 0, 0, 4, 0, 8, 2, 0, 0, 0, 0xD9, 0x17, 0xCB, 0xB0, 0, 0, 0, 0, (byte)'I', (byte)'D', (byte)'A', (byte)'T',
    ];

    public static byte[] Create(int length)
    {
        byte[] picture = new byte[length];
        new Random(1).NextBytes(picture);
        Head.CopyTo(picture);
        BinaryPrimitives.WriteInt32BigEndian(picture.AsSpan(Head.Length - sizeof(ulong)), length - Head.Length);
        return picture;
    }
}
