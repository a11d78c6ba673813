using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>The font files of a Linux machine: SkiaSharp's build without dependencies knows no font by itself.</summary>
internal static class FontFiles
{
    private const int MaxFiles = 400;

    private static readonly string[] Folders = ["/usr/share/fonts", "/usr/local/share/fonts"];
    private static readonly string[] Extensions = [".ttf", ".otf", ".ttc"];
    private static readonly string[] StyleWords = ["Bold", "Italic", "Oblique", "Mono", "Condensed", "Light", "Serif"];
    private static readonly Lazy<IReadOnlyList<SKTypeface>> Loaded = new(Load);

    /// <summary>Gets the typefaces, upright sans-serif ones first.</summary>
    public static IReadOnlyList<SKTypeface> Typefaces => Loaded.Value;

    private static List<SKTypeface> Load()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return
        [
            .. Folders.Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .OrderBy(file => StyleWords.Count(word => file.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .ThenBy(file => file, StringComparer.Ordinal)
                .Take(MaxFiles)
                .Select(file => SKTypeface.FromFile(file))
                .OfType<SKTypeface>(),
        ];
    }
}
