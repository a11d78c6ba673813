using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GptImage.Sdk;

/// <summary>Decodes the long plain run of a base64 text, and finds its end in the same pass.</summary>
/// <remarks>
/// The platform's loops run unoptimised for the first half second of a process, which is when a command line tool
/// reads its only picture. This one is compiled fully at once. The method is that of Wojciech Muła and Daniel Lemire,
/// "Faster Base64 Encoding and Decoding using AVX2 Instructions", https://arxiv.org/abs/1704.00605.
/// </remarks>
internal static class Base64Run
{
    /// <summary>The bytes that one step writes; only some of them count.</summary>
    public const int LeastRoom = 32;

    private const int Characters = 32;
    private const int Bytes = 24;

    /// <summary>Decodes from a group of four on, as long as all is plain base64 without padding.</summary>
    /// <param name="text">The text; need not be base64 to its end.</param>
    /// <param name="decoded">Room for what fits in, at least <see cref="LeastRoom"/> bytes.</param>
    /// <returns>How many characters were decoded, a multiple of 4; three quarters as many bytes were written. What follows has to be looked
    /// at one by one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> decoded)
    {
        if (!Avx2.IsSupported)
        {
            return 0;
        }

        int vectors = Math.Min(text.Length / Characters, (decoded.Length - (Characters - Bytes)) / Bytes);
        ref byte source = ref MemoryMarshal.GetReference(text);
        ref byte target = ref MemoryMarshal.GetReference(decoded);
        Vector256<sbyte> lowNibbles =
            Vector256.Create((sbyte)0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A, 0x15,
            0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1A, 0x1B, 0x1B, 0x1B, 0x1A);
        Vector256<sbyte> highNibbles =
            Vector256.Create((sbyte)0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
            0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
        Vector256<sbyte> shifts =
            Vector256.Create((sbyte)0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0,
            0, 0, 0, 0);
        Vector256<sbyte> order =
            Vector256.Create((sbyte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1,
            -1, -1);
        Vector256<int> halves = Vector256.Create(0, 1, 2, 4, 5, 6, 7, 7);
        Vector256<sbyte> slash = Vector256.Create((sbyte)0x2F);
        Vector256<sbyte> pairs = Vector256.Create(0x01400140).AsSByte();
        Vector256<short> quads = Vector256.Create(0x00011000).AsInt16();
        int vector = 0;
        for (; vector < vectors; vector++)
        {
            Vector256<sbyte> characters = Vector256.LoadUnsafe(ref source, (nuint)(vector * Characters)).AsSByte();

            // The slash's bits serve as the mask of a nibble: the table look-up takes no account of bits 4 to 6.
            Vector256<sbyte> high = Avx2.And(Avx2.ShiftRightLogical(characters.AsInt32(), 4).AsSByte(), slash);
            Vector256<sbyte> low = Avx2.And(characters, slash);
            if (!Avx.TestZ(Avx2.Shuffle(lowNibbles, low), Avx2.Shuffle(highNibbles, high)))
            {
                break;
            }

            Vector256<sbyte> isSlash = Avx2.CompareEqual(characters, slash);
            Vector256<sbyte> values = Avx2.Add(characters, Avx2.Shuffle(shifts, Avx2.Add(isSlash, high)));
            Vector256<int> triples = Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(values.AsByte(), pairs), quads);
            Avx2.PermuteVar8x32(Avx2.Shuffle(triples.AsSByte(), order).AsInt32(), halves).AsByte()
                .StoreUnsafe(ref target, (nuint)(vector * Bytes));
        }

        return vector * Characters;
    }
}
