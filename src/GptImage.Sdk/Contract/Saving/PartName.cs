using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Names the temporary file of a picture, so that the next run finds out whose it is when a kill left it behind.</summary>
internal static class PartName
{
    private const string Extension = ".part";
    private const int IdLength = 32;
    private const int MaxStemBytes = FileNames.MaxNameBytes - IdLength - 7;

    /// <summary>Makes a new name beside a final one.</summary>
    /// <param name="path">The final path, with or without extension.</param>
    public static string Create(string path) => $"{PrefixOf(path)}{Guid.NewGuid():N}{Extension}";

    /// <summary>Finds the temporary files of a final path.</summary>
    /// <param name="path">The final path, as it was given to <see cref="Create"/>.</param>
    public static IReadOnlyList<string> Find(string path)
    {
        string prefix = PrefixOf(path);
        return Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Where(file => IsPartOf(Path.GetFileName(file), prefix))]
            : [];
    }

    private static bool IsPartOf(string name, string prefix) =>
        name.Length == prefix.Length + IdLength + Extension.Length && name.StartsWith(prefix, StringComparison.Ordinal)
        && Guid.TryParseExact(name.AsSpan(prefix.Length, IdLength), "N", out _);

    private static string PrefixOf(string path)
    {
        string name = Path.GetFileName(path);
        int length = 0;
        int bytes = 0;
        while (length < name.Length)
        {
            int next = StringInfo.GetNextTextElementLength(name, length);
            bytes += Encoding.UTF8.GetByteCount(name.AsSpan(length, next));
            if (bytes > MaxStemBytes)
            {
                break;
            }

            length += next;
        }

        return $".{name[..length]}.";
    }
}
