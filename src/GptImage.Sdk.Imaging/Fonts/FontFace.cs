using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>A font of this machine: a file, or one of the fonts in a collection.</summary>
internal sealed class FontFace
{
    private static readonly ConcurrentDictionary<(string Path, int Index), OverlayFont?> Loaded = new();

    private readonly string _path;
    private readonly int _index;
    private readonly SKTypeface _typeface;
    private readonly SKFont _glyphs;

    private FontFace(string path, int index, SKTypeface typeface)
    {
        (_path, _index, _typeface, _glyphs) = (path, index, typeface, new SKFont(typeface));
        Family = typeface.FamilyName;
        Region = CjkRegions.FromFamily(Family);
        IsColored = ShapingFont.HasColors(typeface);
    }

    public string Family { get; }

    public int Weight => _typeface.FontWeight;

    public bool IsItalic => _typeface.FontSlant != SKFontStyleSlant.Upright;

    /// <summary>Gets for which region the font draws Chinese characters; <see langword="null"/> when its name does not say.</summary>
    public CjkRegion? Region { get; }

    /// <summary>Gets whether its glyphs have colours of their own.</summary>
    public bool IsColored { get; }

    /// <summary>Opens the fonts of a file; none when it cannot be read.</summary>
    public static IEnumerable<FontFace> Open(string path)
    {
        int count = CountOf(path);
        for (int index = 0; index < count; index++)
        {
            if (SKTypeface.FromFile(path, index) is { } typeface)
            {
                yield return new FontFace(path, index, typeface);
            }
        }
    }

    public bool Has(Rune rune) => _glyphs.ContainsGlyph(rune.Value);

    public bool HasAll(IEnumerable<Rune> runes) => runes.All(Has);

    /// <summary>Reads the font; <see langword="null"/> when it cannot be.</summary>
    public OverlayFont? Load()
    {
        return Loaded.GetOrAdd((_path, _index), static face =>
        {
            try
            {
                return OverlayFont.FromFile(face.Path, face.Index, isShared: true);
            }
            catch (ImagingException)
            {
                return null;
            }
        });
    }

    /// <summary>Reads how many fonts a file holds: a collection begins with <c>ttcf</c>, its version and their number.</summary>
    private static int CountOf(string path)
    {
        if (!Path.GetExtension(path).Equals(".ttc", StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            Span<byte> head = stackalloc byte[12];
            return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.StartsWith("ttcf"u8)
                ? Math.Min((int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head[8..]), byte.MaxValue)
                : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
