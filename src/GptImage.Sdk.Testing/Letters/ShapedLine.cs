using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>A line in a script whose letters join, combine or run from right to left, in fonts of this machine.</summary>
/// <param name="Runs">Its pieces from left to right.</param>
/// <param name="Missing">The characters that no font has.</param>
internal sealed record ShapedLine(IReadOnlyList<ShapedRun> Runs, IReadOnlyList<Rune> Missing)
{
    private const int MaxKept = 2_000;

    private static readonly ConcurrentDictionary<string, ShapedLine> Kept = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<SKTypeface, ShapingFont?> Fonts = new();

    /// <summary>Gets the width in ems, without what is missing.</summary>
    public float Width => Runs.Sum(run => run.Width);

    /// <summary>Tells whether letters drawn one by one would not be what a reader expects.</summary>
    public static bool IsNeededFor(string text) => text.EnumerateRunes().Any(rune => rune.Value is
        >= 0x0590 and < 0x1100 or >= 0x1780 and < 0x1C80 or >= 0xA800 and < 0xAC00 or >= 0xFB1D and < 0xFE00 or >= 0xFE70 and < 0xFF00
        or >= 0x0300 and < 0x0370 or >= 0x10800 and < 0x12000);

    public static ShapedLine FromText(string text)
    {
        if (Kept.Count > MaxKept)
        {
            Kept.Clear();
        }

        return Kept.GetOrAdd(text, Shape);
    }

    public void Draw(SKCanvas canvas, float x, float baseline, float size, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        foreach (ShapedRun run in Runs)
        {
            using var font = new SKFont(run.Font.Typeface, size);
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun(run.Glyphs, font, [.. run.Places.Select(place => new SKPoint(place.X * size, place.Y * size))]);
            using SKTextBlob? blob = builder.Build();
            if (blob is not null)
            {
                canvas.DrawText(blob, x, baseline, paint);
            }

            x += run.Width * size;
        }
    }

    private static ShapedLine Shape(string text)
    {
        var paragraph = BidiParagraph.Resolve(text);
        byte[] levels = paragraph.LineLevels(0, text.Length);
        ShapingFont[] fonts =
        [
            .. text.EnumerateRunes().Where(rune => !Invisible.Contains(rune)).Select(InstalledFont.Find).OfType<InstalledFont>()
                .Select(font => font.Typeface).Distinct().Select(typeface => Fonts.GetOrAdd(typeface, Open)).OfType<ShapingFont>(),
        ];
        var missing = new List<Rune>();
        List<TextRun> runs = [.. TextItemizer.Itemize(text, levels, fonts, missing)];
        BidiParagraph.Reorder(runs, run => run.Level);
        return new ShapedLine([.. runs.Select(run => TextShaper.Shape(text, run, language: null))], missing);
    }

    private static ShapingFont? Open(SKTypeface typeface)
    {
        using SKStreamAsset? stream = typeface.OpenStream(out int index);
        if (stream is null)
        {
            return null;
        }

        byte[] bytes = new byte[stream.Length];
        return stream.Read(bytes, bytes.Length) == bytes.Length ? ShapingFont.Read(bytes, index) : null;
    }
}
