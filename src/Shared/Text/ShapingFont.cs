using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace GptImage.Sdk;

/// <summary>A font that HarfBuzz shapes with and Skia draws with.</summary>
/// <threadsafety>Safe from many threads at once, until it is disposed.</threadsafety>
internal sealed class ShapingFont : IDisposable
{
    /// <summary>What an em counts in shaping: fine enough that nothing is rounded visibly.</summary>
    public const int UnitsPerEm = 1 << 16;

    /// <summary>CBDT, COLR, sbix and SVG.</summary>
    private static readonly uint[] ColorTables = [0x43424454, 0x434F4C52, 0x73626978, 0x53564720];

    private readonly SKTypeface _typeface;
    private readonly Font _shaping;
    private bool _isDisposed;

    private ShapingFont(SKTypeface typeface, Font shaping)
    {
        (_typeface, _shaping) = (typeface, shaping);
        _shaping.SetScale(UnitsPerEm, UnitsPerEm);
        _shaping.SetFunctionsOpenType();
        Name = typeface.FamilyName;
        using SKFont metrics = new(typeface, 1);
        (Ascent, Descent) = (-metrics.Metrics.Ascent, metrics.Metrics.Descent);
        IsColored = typeface.GetTableTags().Any(tag => Array.IndexOf(ColorTables, tag) >= 0);
    }

    /// <summary>Gets the name of the font's family.</summary>
    public string Name { get; }

    /// <summary>Gets how far letters rise above the line, in ems.</summary>
    public float Ascent { get; }

    /// <summary>Gets how far letters reach below the line, in ems.</summary>
    public float Descent { get; }

    /// <summary>Gets whether its glyphs have colours of their own.</summary>
    public bool IsColored { get; }

    public SKTypeface Typeface
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _typeface;
        }
    }

    public Font Shaping
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _shaping;
        }
    }

    /// <summary>Reads a font.</summary>
    /// <param name="bytes">A TrueType or OpenType font, or a collection of them; they are copied.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <returns>The font, or <see langword="null"/> when the bytes are none.</returns>
    public static ShapingFont? Read(ReadOnlySpan<byte> bytes, int index)
    {
        // Skia and HarfBuzz read the same copy; it goes when both have let go of it.
        SKData data = SKData.CreateCopy(bytes);
        if (SKTypeface.FromData(data, index) is not { } typeface)
        {
            data.Dispose();
            return null;
        }

        using Blob blob = new(data.Data, (int)data.Size, MemoryMode.ReadOnly, data.Dispose);
        using Face face = new(blob, index);
        return new ShapingFont(typeface, new Font(face));
    }

    /// <summary>Gets the rectangle that a glyph paints, in ems from its origin, y downwards; empty for blanks.</summary>
    public SKRect InkOf(ushort glyph)
    {
        if (!Shaping.TryGetGlyphExtents(glyph, out GlyphExtents extents))
        {
            return SKRect.Empty;
        }

        // Heights count downwards from the upper edge, so they are negative.
        SKRect ink = new(extents.XBearing, -extents.YBearing, extents.XBearing + extents.Width, -extents.YBearing - extents.Height);
        return new SKRect(ink.Left / UnitsPerEm, ink.Top / UnitsPerEm, ink.Right / UnitsPerEm, ink.Bottom / UnitsPerEm);
    }

    /// <summary>Tells whether the font has a glyph for a character.</summary>
    public bool Has(Rune rune) => Shaping.TryGetGlyph((uint)rune.Value, out uint glyph) && glyph != 0;

    /// <summary>Tells whether the font has a glyph for each character that is seen.</summary>
    public bool HasAll(ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!Invisible.Contains(rune) && !Has(rune))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _shaping.Dispose();
        _typeface.Dispose();
    }
}
