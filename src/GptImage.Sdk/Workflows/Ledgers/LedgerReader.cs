using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Reads a ledger file and decides what a kill explains. Everything else is damage, which nobody repairs by guessing: a request
/// whose lines are gone would be bought again.</summary>
internal static class LedgerReader
{
    public const int FormatVersion = 2;

    private const string NothingSent = "Nothing was sent, and the file was not changed.";

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] LittleEndianMark = [0xFF, 0xFE];
    private static readonly byte[] BigEndianMark = [0xFE, 0xFF];
    private static readonly byte[] FirstBytes = Encoding.UTF8.GetBytes("{\"event\":\"job\",\"version\":");

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="IOException">The file is damaged, of another version, or no ledger.</exception>
    public static LedgerContent Read(ReadOnlySpan<byte> content, string path)
    {
        List<LedgerLine> lines = [];
        string sum = "";
        int start = content.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        ThrowIfOtherEncoding(content, path);
        for (int length; (length = content[start..].IndexOf((byte)'\n')) >= 0; start += length + 1)
        {
            lines.Add(ReadLine(content.Slice(start, length), lines.Count + 1, sum, path, out sum));
        }

        ReadOnlySpan<byte> tail = content[start..];
        if (tail.IsEmpty)
        {
            return new LedgerContent(lines, sum, start, IsTorn: false, LacksLineFeed: false);
        }

        if (LedgerSeal.Read(tail, sum, out string last) is { } line)
        {
            ThrowIfVersion(line, lines.Count + 1, path);
            return new LedgerContent([.. lines, line], last, content.Length, IsTorn: false, LacksLineFeed: true);
        }

        ThrowIfNotTorn(tail, lines.Count + 1, sum, path);
        return new LedgerContent(lines, sum, start, IsTorn: true, LacksLineFeed: false);
    }

    private static LedgerLine ReadLine(ReadOnlySpan<byte> text, int number, string previous, string path, out string sum)
    {
        LedgerLine? line = LedgerSeal.Read(text, previous, out sum);
        ThrowIfVersion(line ?? (number == 1 ? LedgerSeal.Parse(text) : null), number, path);
        return line ?? throw Damaged(number, "its checksum is missing or wrong", path);
    }

    /// <summary>The first line, and no other, says which version wrote the file.</summary>
    private static void ThrowIfVersion(LedgerLine? line, int number, string path)
    {
        if (number > 1 && line is { Event: LedgerLine.Job })
        {
            throw Damaged(number, "it begins a second ledger", path);
        }

        if (number == 1 && line is not { Event: LedgerLine.Job, Version: FormatVersion })
        {
            throw line?.Version is { } version
                ? new IOException(string.Create(CultureInfo.InvariantCulture,
                    $"Line 1 of the ledger '{path}' says format {version}; this version of the library reads format {FormatVersion}. "
                    + $"{NothingSent} Use the version of the library that wrote it, or another folder."))
                : Damaged(1, "it does not say which version of the format follows", path);
        }
    }

    private static void ThrowIfOtherEncoding(ReadOnlySpan<byte> content, string path)
    {
        if (content.StartsWith(LittleEndianMark) || content.StartsWith(BigEndianMark))
        {
            throw Damaged(1, "the file was saved again as UTF-16", path);
        }
    }

    /// <summary>A kill leaves the beginning of a line. A whole line with something behind it is no such thing, and neither is a file that
    /// begins in another way than a ledger.</summary>
    private static void ThrowIfNotTorn(ReadOnlySpan<byte> tail, int number, string previous, string path)
    {
        int compared = Math.Min(tail.Length, FirstBytes.Length);
        if (number == 1 && !tail[..compared].SequenceEqual(FirstBytes.AsSpan(0, compared)))
        {
            throw Damaged(number, "it does not say which version of the format follows", path);
        }

        for (int end = 1; end < tail.Length; end++)
        {
            if (tail[end - 1] == '}' && LedgerSeal.Read(tail[..end], previous, out _) is not null)
            {
                throw Damaged(number, "something follows it on the same line", path);
            }
        }
    }

    private static IOException Damaged(int number, string problem, string path) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"Line {number} of the ledger '{path}' is damaged: {problem}. {NothingSent} Put a copy of the ledger back, or choose another "
            + $"folder; without its ledger, everything in this folder would be bought again."));
}
