using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>A font of this machine that has a letter, and the letter's width at a size of 1.</summary>
internal sealed record InstalledFont(SKTypeface Typeface, float Advance)
{
    private static readonly ConcurrentDictionary<int, InstalledFont?> Found = new();

    public static InstalledFont? Find(Rune rune) => Found.GetOrAdd(rune.Value, Match);

    private static InstalledFont? Match(int codePoint)
    {
        SKTypeface? typeface = SKFontManager.Default.MatchCharacter(codePoint);
        return (typeface is null ? null : Measured(typeface, codePoint))
            ?? FontFiles.Typefaces.Select(candidate => Measured(candidate, codePoint)).FirstOrDefault(font => font is not null);
    }

    private static InstalledFont? Measured(SKTypeface typeface, int codePoint)
    {
        using var font = new SKFont(typeface, 100);
        return font.ContainsGlyph(codePoint) ? new InstalledFont(typeface, font.MeasureText(char.ConvertFromUtf32(codePoint)) / 100) : null;
    }
}
