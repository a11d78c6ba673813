using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>Reads the frames of an animated GIF, without its pixels.</summary>
internal static class GifFrames
{
    private const int HeaderLength = 13;
    private const int DescriptorLength = 10;

    /// <summary>Gets how long each frame stands; of a file that is cut off, those of the frames that began.</summary>
    public static IReadOnlyList<TimeSpan> ReadDurations(ReadOnlySpan<byte> gif)
    {
        List<TimeSpan> durations = [];
        if (gif.Length < HeaderLength)
        {
            return durations;
        }

        ReadOnlySpan<byte> rest = Skip(gif, HeaderLength + PaletteLength(gif[10]));
        TimeSpan delay = TimeSpan.Zero;
        while (!rest.IsEmpty)
        {
            switch (rest[0])
            {
                case 0x21 when rest.Length > 1:
                    delay = rest[1] == 0xF9
                        && rest.Length >= 6 ? TimeSpan.FromMilliseconds(10 * BinaryPrimitives.ReadUInt16LittleEndian(rest[4..])) : delay;
                    rest = SkipBlocks(rest[2..]);
                    break;
                case 0x2C when rest.Length >= DescriptorLength:
                    durations.Add(delay);
                    delay = TimeSpan.Zero;
                    rest = SkipBlocks(Skip(rest, DescriptorLength + PaletteLength(rest[9]) + 1));
                    break;
                default:
                    return durations;
            }
        }

        return durations;
    }

    private static int PaletteLength(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static ReadOnlySpan<byte> SkipBlocks(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty && rest[0] != 0)
        {
            rest = Skip(rest, rest[0] + 1);
        }

        return Skip(rest, 1);
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes, int count) => count < bytes.Length ? bytes[count..] : [];
}
