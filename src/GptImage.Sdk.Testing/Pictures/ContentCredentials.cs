using System.Buffers.Binary;
using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Puts content credentials into a png: a <c>caBX</c> chunk right after <c>IHDR</c> that holds nested JUMBF boxes, without a
/// signature.</summary>
internal static class ContentCredentials
{
    /// <summary>The signature, and the one chunk that every png begins with.</summary>
    private const int EndOfHeader = 8 + 25;

    private static readonly byte[] Chunk = BuildChunk();

    public static byte[] Insert(byte[] png) => [.. png.AsSpan(0, EndOfHeader), .. Chunk, .. png.AsSpan(EndOfHeader)];

    private static byte[] BuildChunk()
    {
        byte[] assertion = SuperBox("6A736F6E", "c2pa.actions", Box("json", """{"actions":[{"action":"c2pa.created"}]}"""u8));
        byte[] manifest = SuperBox("63326D61", "urn:c2pa:00000000-0000-4000-8000-000000000000", assertion);
        byte[] store = SuperBox("63327061", "c2pa", manifest);
        byte[] typed = [.. "caBX"u8, .. store];
        return [.. Number((uint)store.Length), .. typed, .. Number(Checksum(typed))];
    }

    private static byte[] SuperBox(string kind, string label, byte[] content) =>
        Box("jumb",
            [.. Box("jumd", [.. Convert.FromHexString(kind + "00110010800000AA00389B71"), 3, .. Encoding.ASCII.GetBytes(label), 0]),
            .. content]);

    private static byte[] Box(string type, ReadOnlySpan<byte> content) =>
        [.. Number((uint)content.Length + 8), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Number(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    /// <summary>Computes the CRC-32 that png chunks end with.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ ((checksum & 1) * 0xEDB8_8320);
            }
        }

        return ~checksum;
    }
}
