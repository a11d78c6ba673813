using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>The font files of this machine. SkiaSharp's build without dependencies knows no font by itself, so the folders are looked
/// through.</summary>
internal static class SystemFonts
{
    private static readonly string[] Extensions = [".ttf", ".otf", ".ttc"];
    private static readonly string[] StyleWords =
        ["Bold", "Italic", "Oblique", "Mono", "Condensed", "Light", "Thin", "Black", "Medium", "Serif", "Symbol", "Math", "Music",
        "Display", "UI"];
    private static readonly string[] PlainWords =
        ["NotoSans-Regular", "Arial.", "segoeui.", "Helvetica", "LiberationSans-Regular", "NotoSansArabic-Regular", "NotoSansCJK-Regular"];
    private static readonly Lazy<IReadOnlyList<string>> Files = new(FindFiles);
    private static readonly ConcurrentDictionary<string, SKFont?> Coverage = new();
    private static readonly ConcurrentDictionary<string, OverlayFont> Fonts = new();

    /// <summary>Finds few fonts for a text: one that has all of what is left, else the first that has its first letter, and so
    /// on.</summary>
    public static IReadOnlyList<OverlayFont> Find(string text)
    {
        List<Rune> wanted =
            [.. text.EnumerateRunes().Where(rune => !Invisible.Contains(rune)).Distinct().OrderBy(rune => Rune.IsLetter(rune) ? 0 : 1)];
        List<OverlayFont> found = [];
        while (wanted.Count > 0)
        {
            string? file = Files.Value.FirstOrDefault(file => wanted.TrueForAll(rune => Has(file, rune)))
                ?? Files.Value.FirstOrDefault(file => Has(file, wanted[0]));
            if (file is null || Load(file) is not { } font)
            {
                wanted.RemoveAt(0);
                continue;
            }

            found.Add(font);
            wanted.RemoveAll(rune => Has(file, rune));
        }

        return found;
    }

    private static bool Has(string file, Rune rune) =>
        Coverage.GetOrAdd(file, static path => SKTypeface.FromFile(path) is { } typeface ? new SKFont(typeface) : null) is { } font
            && font.ContainsGlyph(rune.Value);

    private static OverlayFont? Load(string file)
    {
        try
        {
            return Fonts.GetOrAdd(file, static path => OverlayFont.FromFile(path, 0, isShared: true));
        }
        catch (ImagingException)
        {
            return null;
        }
    }

    private static List<string> FindFiles()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return
        [
            .. Folders().Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .OrderBy(file => Preference(Path.GetFileName(file)))
                .ThenBy(file => StyleWords.Count(word => Path.GetFileName(file).Contains(word, StringComparison.OrdinalIgnoreCase)))
                .ThenBy(file => file, StringComparer.Ordinal),
        ];
    }

    private static int Preference(string name)
    {
        int index = Array.FindIndex(PlainWords, word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? PlainWords.Length : index;
    }

    private static string[] Folders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return
        [
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
            "/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
            Path.Combine(home, ".fonts"), Path.Combine(home, ".local/share/fonts"), Path.Combine(home, "Library/Fonts"),
            Path.Combine(local, "Microsoft/Windows/Fonts"),
        ];
    }
}
