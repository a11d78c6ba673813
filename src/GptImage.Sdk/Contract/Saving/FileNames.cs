using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Turns a caller's path or pattern into the names of files.</summary>
internal static class FileNames
{
    private const string NumberMark = "{0}";

    /// <summary>Refuses a path that names no file.</summary>
    /// <exception cref="ArgumentException">The path is empty or ends in a folder.</exception>
    public static void ThrowIfNoFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Path.GetFileName(path).Length == 0)
        {
            throw new ArgumentException($"'{path}' is a folder. Add the name of the file, with or without extension.", nameof(path));
        }
    }

    /// <summary>Gets a path with the extension of the real bytes. Only known image extensions count as extensions and give way.</summary>
    public static string WithExtension(string path, OutputFormat format)
    {
        string extension = Path.GetExtension(path);
        if (PictureFormat.Find(format.Value) is { } known && known.IsExtension(extension))
        {
            return path;
        }

        string stem = PictureFormat.FindByExtension(extension) is null ? path : path[..^extension.Length];
        return stem + PictureFormat.ExtensionOf(format.Value);
    }

    /// <summary>Puts the number of a picture into a pattern.</summary>
    /// <param name="pattern">A path; <c>{0}</c> in it is the number, other braces are literal.</param>
    /// <param name="number">1 for the first picture.</param>
    /// <param name="count">How many pictures are asked for; several get a number even where the pattern has no place for it.</param>
    public static string Numbered(string pattern, int number, int count)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        if (pattern.Contains(NumberMark, StringComparison.Ordinal))
        {
            return pattern.Replace(NumberMark, digits, StringComparison.Ordinal);
        }

        return count == 1 && number == 1 ? pattern : BeforeExtension(pattern, "-" + digits);
    }

    /// <summary>Gets the name of a preview: <c>poster-partial-1.png</c>.</summary>
    public static string Partial(string pattern, int index) =>
        BeforeExtension(Numbered(pattern, 1, 1), "-partial-" + (index + 1).ToString(CultureInfo.InvariantCulture));

    /// <summary>Gets the next name when one is taken: <c>poster.png</c>, <c>poster-2.png</c>, <c>poster-3.png</c> …</summary>
    public static string Alternative(string path, int number) =>
        BeforeExtension(path, "-" + number.ToString(CultureInfo.InvariantCulture));

    private static string BeforeExtension(string path, string addition)
    {
        string extension = Path.GetExtension(path);
        return PictureFormat.FindByExtension(extension) is not null
            ? path[..^extension.Length] + addition + extension
            : path + addition;
    }
}
