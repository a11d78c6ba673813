using System.Globalization;
using System.Text;
using HarfBuzzSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>The fonts of this machine. SkiaSharp's build without dependencies knows no font by itself, so the folders are looked
/// through.</summary>
internal static class SystemFonts
{
    private const int Regular = 400;

    private static readonly string[] Extensions = [".ttf", ".otf", ".ttc"];
    private static readonly string[] StyleWords =
        ["Bold", "Italic", "Oblique", "Mono", "Condensed", "Light", "Thin", "Black", "Medium", "Serif", "Symbol", "Math", "Music",
        "Display", "UI"];
    private static readonly string[] PlainWords =
        ["NotoSans-Regular", "Arial.", "segoeui.", "Helvetica", "LiberationSans-Regular", "NotoSansArabic-Regular", "NotoSansCJK-Regular"];

    /// <summary>All fonts, plain ones first.</summary>
    private static readonly Lazy<IReadOnlyList<FontFace>> Faces = new(() => [.. FindFiles().SelectMany(FontFace.Open)]);

    /// <summary>Finds few fonts for a text: for each script one that has all of it, of one family where the machine has it, in the shapes
    /// that the readers of a language expect.</summary>
    public static IReadOnlyList<OverlayFont> Find(string text, string? language, int? weight, bool isItalic) =>
        Find(text, language, weight, isItalic, Faces.Value);

    /// <inheritdoc cref="Find(string, string?, int?, bool)"/>
    /// <param name="text">The text.</param>
    /// <param name="language">The language.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="isItalic">Whether an italic one is looked for.</param>
    /// <param name="faces">The fonts to choose from, plain ones first.</param>
    public static IReadOnlyList<OverlayFont> Find(
        string text, string? language, int? weight, bool isItalic, IReadOnlyList<FontFace> faces)
    {
        CjkRegion region = CjkRegions.FromText(text, language);
        List<FontFace> chosen = [];
        foreach (Group group in Read(text))
        {
            // What belongs to no script comes from the fonts of the letters, if they have it.
            List<Rune> wanted = [.. group.Runes.Where(
                rune => group.Script != Script.Common || !chosen.Exists(face => face.IsColored == group.IsColored && face.Has(rune)))];
            while (wanted.Count > 0)
            {
                FontFace? face = FindFace(wanted, group, region, faces);
                if (face is null)
                {
                    wanted.RemoveAt(0);
                    continue;
                }

                chosen.Add(InStyle(face, wanted, weight ?? Regular, isItalic, faces));
                wanted.RemoveAll(face.Has);
            }
        }

        return [.. chosen.Distinct().Select(face => face.Load()).OfType<OverlayFont>()];
    }

    private static FontFace? FindFace(List<Rune> wanted, Group group, CjkRegion region, IReadOnlyList<FontFace> faces)
    {
        string? home = faces.Count > 0 ? faces[0].Family : null;
        List<FontFace> ordered = [.. faces
            .OrderBy(face => face.IsColored == group.IsColored ? 0 : 1)
            .ThenBy(face => group.Script == Script.Han ? Distance(face.Region, region) : 0)
            .ThenBy(face => home is not null && face.Family.StartsWith(home, StringComparison.Ordinal) ? 0 : 1)];
        return ordered.Find(face => face.HasAll(wanted)) ?? ordered.Find(face => face.Has(wanted[0]));
    }

    /// <summary>Finds the font of the same family whose style is nearest.</summary>
    private static FontFace InStyle(FontFace face, List<Rune> wanted, int weight, bool isItalic, IReadOnlyList<FontFace> faces)
    {
        List<Rune> covered = [.. wanted.Where(face.Has)];
        return faces.Where(other => other.Family == face.Family && other.HasAll(covered))
            .OrderBy(other => other.IsItalic == isItalic ? 0 : 1)
            .ThenBy(other => Math.Abs(other.Weight - weight))
            .FirstOrDefault(face);
    }

    private static int Distance(CjkRegion? face, CjkRegion wanted) => (face, wanted) switch
    {
        ({ } own, _) when own == wanted => 0,
        (CjkRegion.TraditionalChinese, CjkRegion.HongKong) or (CjkRegion.HongKong, CjkRegion.TraditionalChinese) => 1,
        (null, _) => 2,
        _ => 3,
    };

    /// <summary>Sorts the characters of a text by what they are set in: Latin first, what belongs to no script and emoji last.</summary>
    private static List<Group> Read(string text)
    {
        List<Group> groups = [];
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            bool isColored = EmojiPresentation.Wanted(element) == true;
            Script script = isColored ? Script.Common : CjkRegions.GroupOf(element.EnumerateRunes().First());
            Group? group = groups.Find(known => known.Script == script && known.IsColored == isColored);
            if (group is null)
            {
                groups.Add(group = new Group(script, isColored, []));
            }

            group.Runes.AddRange(element.EnumerateRunes().Where(rune => !Invisible.Contains(rune) && !group.Runes.Contains(rune)));
        }

        return [.. groups.OrderBy(group => group.Script == Script.Latin ? 0 : group.Script == Script.Common ? 2 : 1)];
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

    /// <summary>Characters that are set in one font, if one has them all.</summary>
    private sealed record Group(Script Script, bool IsColored, List<Rune> Runes);
}
