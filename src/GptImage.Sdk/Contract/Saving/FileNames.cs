using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Turns a caller's path or pattern into the names of files.</summary>
internal static class FileNames
{
    /// <summary>The most bytes that file systems take for a name.</summary>
    public const int MaxNameBytes = 255;

    private const string NumberMark = "{0}";

    /// <summary>Refuses a path that names no file.</summary>
    /// <exception cref="ArgumentException">The path is empty, has a NUL character, or ends in a folder.</exception>
    public static void ThrowIfNoFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ThrowIfNul(path);
        if (Path.GetFileName(path).Length == 0)
        {
            throw new ArgumentException($"'{path}' is a folder. Add the name of the file, with or without extension.", nameof(path));
        }
    }

    /// <summary>Refuses a path that .NET would refuse in words of its own.</summary>
    /// <exception cref="ArgumentException">The path has a NUL character.</exception>
    public static void ThrowIfNul(string path, [CallerArgumentExpression(nameof(path))] string? argument = null)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The path has a NUL character, which no file name may have.", argument);
        }
    }

    /// <summary>Reads a caller's folder against the working directory.</summary>
    /// <exception cref="ArgumentException">The path is empty, or has a NUL character.</exception>
    public static string GetFullFolder(string folder, [CallerArgumentExpression(nameof(folder))] string? argument = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder, argument);
        ThrowIfNul(folder, argument);
        return Path.GetFullPath(folder);
    }

    /// <summary>Reads a caller's path against the working directory.</summary>
    /// <exception cref="ArgumentException">The path names no file.</exception>
    public static string GetFullPath(string path)
    {
        ThrowIfNoFile(path);
        return Path.GetFullPath(path);
    }

    /// <summary>Gets a path with the extension of the real bytes. Only known image extensions count as extensions and give way. A name that
    /// would be too long is shortened.</summary>
    public static string WithExtension(string path, OutputFormat format)
    {
        (string stem, string extension) = Split(path, format);
        return Join(stem, extension);
    }

    /// <summary>Tells how many bytes the name of a path has with an extension, before it is shortened.</summary>
    public static int CountBytes(string path, OutputFormat format)
    {
        (string stem, string extension) = Split(path, format);
        return Encoding.UTF8.GetByteCount(Path.GetFileName(stem) + extension);
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

    private static (string Stem, string Extension) Split(string path, OutputFormat format)
    {
        string extension = Path.GetExtension(path);
        if (PictureFormat.Find(format.Value) is { } known && known.IsExtension(extension))
        {
            return (path[..^extension.Length], extension);
        }

        string stem = PictureFormat.FindByExtension(extension) is null ? path : path[..^extension.Length];
        return (stem, PictureFormat.ExtensionOf(format.Value));
    }

    private static string BeforeExtension(string path, string addition)
    {
        string extension = Path.GetExtension(path);
        return PictureFormat.FindByExtension(extension) is not null
            ? Join(path[..^extension.Length], addition + extension)
            : Join(path, addition);
    }

    /// <summary>Puts an ending behind a path, and cuts its name where the whole would be too long: between the characters a reader
    /// sees.</summary>
    private static string Join(string stem, string ending)
    {
        ReadOnlySpan<char> name = Path.GetFileName(stem.AsSpan());
        int room = MaxNameBytes - Encoding.UTF8.GetByteCount(ending);
        if (Encoding.UTF8.GetByteCount(name) <= room)
        {
            return stem + ending;
        }

        int length = 0;
        while (true)
        {
            int next = StringInfo.GetNextTextElementLength(name[length..]);
            room -= Encoding.UTF8.GetByteCount(name.Slice(length, next));
            if (room < 0)
            {
                break;
            }

            length += next;
        }

        return string.Concat(stem.AsSpan(0, stem.Length - name.Length + length), ending);
    }
}
