using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>The checksum at the end of each line. It covers the checksum of the line before, so that a line that is missing shows,
/// too.</summary>
internal static class LedgerSeal
{
    private const int SealBytes = 8;

    private static readonly byte[] Opening = Encoding.UTF8.GetBytes(",\"sum\":\"");
    private static readonly byte[] Closing = Encoding.UTF8.GetBytes("\"}");

    private static int TailLength => Opening.Length + (2 * SealBytes) + Closing.Length;

    /// <summary>Writes a line with its checksum and its line feed.</summary>
    /// <param name="line">The line.</param>
    /// <param name="previous">The checksum of the line before; empty for the first one.</param>
    /// <param name="sum">The checksum of this line.</param>
    public static byte[] Write(LedgerLine line, string previous, out string sum)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(line, LedgerJsonContext.Default.LedgerLine);
        sum = Compute(json.AsSpan(..^1), previous);
        return [.. json.AsSpan(..^1), .. Opening, .. Encoding.UTF8.GetBytes(sum), .. Closing, (byte)'\n'];
    }

    /// <summary>Reads a line whose checksum is right.</summary>
    /// <param name="text">The line without its line feed.</param>
    /// <param name="previous">The checksum of the line before; empty for the first one.</param>
    /// <param name="sum">The checksum of this line, or an empty text.</param>
    /// <returns>The line, or <see langword="null"/> when it is damaged.</returns>
    public static LedgerLine? Read(ReadOnlySpan<byte> text, string previous, out string sum)
    {
        sum = "";
        if (text.Length <= TailLength || !text.EndsWith(Closing) || !text[^TailLength..].StartsWith(Opening))
        {
            return null;
        }

        string computed = Compute(text[..^TailLength], previous);
        if (!text.Slice(text.Length - TailLength + Opening.Length, 2 * SealBytes).SequenceEqual(Encoding.UTF8.GetBytes(computed)))
        {
            return null;
        }

        sum = computed;
        return Parse(text);
    }

    /// <summary>Reads a line without looking at its checksum.</summary>
    public static LedgerLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, LedgerJsonContext.Default.LedgerLine) is { IsUsable: true } line ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Compute(ReadOnlySpan<byte> body, string previous)
    {
        byte[] covered = [.. Encoding.UTF8.GetBytes(previous), .. body];
        return Convert.ToHexString(SHA256.HashData(covered).AsSpan(0, SealBytes)).ToLowerInvariant();
    }
}
