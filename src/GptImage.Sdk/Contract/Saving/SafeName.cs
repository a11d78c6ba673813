using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Makes one name within a folder of any text, for Windows and Unix alike.</summary>
internal static class SafeName
{
    private const string Forbidden = "/\\:*?\"<>|{}";
    private const int MaxLength = 100;

    /// <summary>Leaves room for a number and an extension below the 255 bytes that file systems take.</summary>
    private const int MaxBytes = 200;

    private static readonly string[] DeviceNames =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        .. "123456789\u00B9\u00B2\u00B3".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" }),
    ];

    /// <summary>Replaces what cannot stand in a name.</summary>
    /// <returns>The name, or nothing when no character of it is left.</returns>
    public static string Clean(string? name)
    {
        StringBuilder kept = new();
        foreach (Rune rune in (name ?? "").EnumerateRunes())
        {
            bool isForbidden = Rune.IsControl(rune) || rune == Rune.ReplacementChar
                || Forbidden.Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal);
            kept.Append(isForbidden ? "-" : rune.ToString());
        }

        string clean = Shorten(kept.ToString().Trim(' ', '.'));
        return IsDevice(clean) ? "_" + clean : clean;
    }

    private static bool IsDevice(string name) => DeviceNames.Contains(name.Split('.')[0].TrimEnd(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Cuts between the characters a reader sees, so that no emoji is torn apart.</summary>
    private static string Shorten(string name)
    {
        int length = 0;
        int bytes = 0;
        while (length < name.Length)
        {
            int next = StringInfo.GetNextTextElementLength(name, length);
            bytes += Encoding.UTF8.GetByteCount(name.AsSpan(length, next));
            if (length + next > MaxLength || bytes > MaxBytes)
            {
                return name[..length].TrimEnd(' ', '.');
            }

            length += next;
        }

        return name;
    }
}
