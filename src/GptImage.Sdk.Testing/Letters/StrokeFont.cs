using System.Globalization;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>A font of lines, in which every machine can write Latin text: ASCII, Latin-1 and the usual typographic signs.</summary>
/// <remarks>Capitals reach from 0 (top) to 20 (baseline), small letters from 7, descenders to 26, accents on capitals to -7.</remarks>
internal static class StrokeFont
{
    public const float CapHeight = 20;
    private const float Spacing = 5;

    private static readonly Dictionary<int, StrokeGlyph> Glyphs = Build();

    public static StrokeGlyph? Find(Rune rune) => Glyphs.GetValueOrDefault(rune.Value);

    private static Dictionary<int, StrokeGlyph> Build()
    {
        var glyphs = new Dictionary<int, StrokeGlyph>();
        foreach ((string letter, float width, string lines) in StrokeFontData.Glyphs)
        {
            glyphs[char.ConvertToUtf32(letter, 0)] = new StrokeGlyph(SKPath.ParseSvgPathData(lines), width + Spacing);
        }

        foreach ((string copy, string original) in StrokeFontData.Copies)
        {
            glyphs[char.ConvertToUtf32(copy, 0)] = glyphs[char.ConvertToUtf32(original, 0)];
        }

        foreach ((string letter, float scale, float lift) in StrokeFontData.Small)
        {
            AddSmall(glyphs, letter, scale, lift);
        }

        // Everything from À to ÿ that is a letter and a mark.
        for (int code = 0xC0; code <= 0x178; code++)
        {
            AddAccented(glyphs, code);
        }

        return glyphs;
    }

    /// <summary>Adds superscripts and fractions from the digits and letters that they decompose to.</summary>
    private static void AddSmall(Dictionary<int, StrokeGlyph> glyphs, string letter, float scale, float lift)
    {
        using var builder = new SKPathBuilder();
        float x = 0;
        foreach (Rune part in letter.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            StrokeGlyph? glyph = glyphs.GetValueOrDefault(part.Value == 0x2044 ? '/' : part.Value);
            if (glyph is not null)
            {
                builder.AddPath(glyph.Lines, new SKMatrix(scale, 0, x, 0, scale, lift, 0, 0, 1));
                x += glyph.Advance * scale;
            }
        }

        glyphs[char.ConvertToUtf32(letter, 0)] = new StrokeGlyph(builder.Detach(), x + Spacing);
    }

    private static void AddAccented(Dictionary<int, StrokeGlyph> glyphs, int code)
    {
        string parts = char.ConvertFromUtf32(code).Normalize(NormalizationForm.FormD);
        if (parts.Length != 2 || !StrokeFontData.Accents.TryGetValue(parts[1], out string? accent))
        {
            return;
        }

        char letter = parts[0] == 'i' ? 'ı' : parts[0];
        StrokeGlyph? body = glyphs.GetValueOrDefault(letter);
        if (body is null)
        {
            return;
        }

        bool isCapital = CharUnicodeInfo.GetUnicodeCategory(parts[0]) == UnicodeCategory.UppercaseLetter;
        using var builder = new SKPathBuilder();
        builder.AddPath(body.Lines);
        using SKPath mark = SKPath.ParseSvgPathData(accent);
        builder.AddPath(mark, SKMatrix.CreateTranslation((body.Advance - Spacing) / 2, isCapital && parts[1] != '\u0327' ? -7 : 0));
        glyphs[code] = new StrokeGlyph(builder.Detach(), body.Advance);
    }
}
