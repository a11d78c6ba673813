using System.Buffers;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Reads the picture of a data URI that is in memory.</summary>
internal static class DataUri
{
    private const int CharactersAtOnce = 4096;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n"u8);

    /// <summary>Decodes the picture, into memory of its size.</summary>
    /// <returns>The bytes; <see langword="null"/> when the text is not a data URI that says <c>;base64</c>.</returns>
    /// <exception cref="FormatException">The picture in it is not base64.</exception>
    public static ReadOnlyMemory<byte>? Decode(string text)
    {
        if (!text.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        ArrayBufferWriter<byte> picture = new((text.Length / 4 * 3) + (2 * Base64Run.LeastRoom));
        PictureDataReader reader = new(picture, long.MaxValue, isInDataUri: false);
        Span<byte> piece = stackalloc byte[CharactersAtOnce];
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty; rest = rest[Math.Min(CharactersAtOnce, rest.Length)..])
        {
            int length = Encoding.ASCII.GetBytes(rest[..Math.Min(CharactersAtOnce, rest.Length)], piece);
            length = WithoutBlanks(piece[..length]);
            int run = reader.AppendRun(piece[..length]);
            reader.Append(piece[run..length]);
        }

        reader.Finish();
        return reader.IsMarkedDataUri ? picture.WrittenMemory : default(ReadOnlyMemory<byte>?);
    }

    private static int WithoutBlanks(Span<byte> piece)
    {
        int first = piece.IndexOfAny(Blanks);
        if (first < 0)
        {
            return piece.Length;
        }

        int kept = first;
        foreach (byte character in piece[first..])
        {
            if (!Blanks.Contains(character))
            {
                piece[kept++] = character;
            }
        }

        return kept;
    }
}
