using System.Collections.Concurrent;
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

    private static readonly Tag WeightAxis = Tag.Parse("wght");
    private static readonly Tag ItalicAxis = Tag.Parse("ital");
    private static readonly Tag SlantAxis = Tag.Parse("slnt");

    private readonly SKTypeface _typeface;
    private readonly Font _shaping;
    private readonly ConcurrentDictionary<(int? Weight, bool IsItalic), ShapingFont> _variants = new();
    private bool _isDisposed;

    private ShapingFont(SKTypeface typeface, Font shaping)
    {
        (_typeface, _shaping) = (typeface, shaping);
        _shaping.SetScale(UnitsPerEm, UnitsPerEm);
        _shaping.SetFunctionsOpenType();
        Name = typeface.FamilyName;
        using SKFont metrics = new(typeface, 1);
        (Ascent, Descent) = (-metrics.Metrics.Ascent, metrics.Metrics.Descent);
        (Weight, IsItalic) = (typeface.FontWeight, typeface.FontSlant != SKFontStyleSlant.Upright);
        IsColored = HasColors(typeface);
    }

    /// <summary>Gets the name of the font's family.</summary>
    public string Name { get; }

    /// <summary>Gets how far letters rise above the line, in ems.</summary>
    public float Ascent { get; }

    /// <summary>Gets how far letters reach below the line, in ems.</summary>
    public float Descent { get; }

    /// <summary>Gets its weight: 400 is regular, 700 bold.</summary>
    public int Weight { get; }

    public bool IsItalic { get; }

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

    /// <summary>Gets the font in another style, if it is a variable one; otherwise the font as it is.</summary>
    /// <param name="weight">The weight; <see langword="null"/> leaves it.</param>
    /// <param name="isItalic">Whether it slants.</param>
    public ShapingFont InStyle(int? weight, bool isItalic)
    {
        List<(Tag Axis, float Value)> style = [];
        foreach (SKFontVariationAxis axis in Typeface.VariationDesignParameters)
        {
            float? wanted = (uint)axis.Tag switch
            {
                uint tag when tag == WeightAxis => weight,
                uint tag when tag == ItalicAxis && isItalic => 1,
                uint tag when tag == SlantAxis && isItalic => Math.Min(axis.Min, 0),
                _ => null,
            };
            if (wanted is { } value && Math.Clamp(value, axis.Min, axis.Max) != axis.Default)
            {
                style.Add(((uint)axis.Tag, Math.Clamp(value, axis.Min, axis.Max)));
            }
        }

        return style.Count == 0 ? this : _variants.GetOrAdd((weight, isItalic), _ => CreateVariant(style));
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

    /// <summary>Tells whether the glyphs of a font have colours of their own.</summary>
    public static bool HasColors(SKTypeface typeface) => typeface.GetTableTags().Any(tag => Array.IndexOf(ColorTables, tag) >= 0);

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
        foreach (ShapingFont variant in _variants.Values)
        {
            variant.Dispose();
        }

        _shaping.Dispose();
        _typeface.Dispose();
    }

    private ShapingFont CreateVariant(List<(Tag Axis, float Value)> style)
    {
        SKTypeface typeface = _typeface.Clone(
            [.. style.Select(axis => new SKFontVariationPositionCoordinate { Axis = (uint)axis.Axis, Value = axis.Value })]);
        ShapingFont variant = new(typeface, new Font(_shaping));
        variant._shaping.SetVariations([.. style.Select(axis => new Variation { Tag = axis.Axis, Value = axis.Value })]);
        return variant;
    }
}
