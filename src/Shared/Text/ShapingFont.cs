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
    }

    /// <summary>Gets the name of the font's family.</summary>
    public string Name { get; }

    /// <summary>Gets how far letters rise above the line, in ems.</summary>
    public float Ascent { get; }

    /// <summary>Gets how far letters reach below the line, in ems.</summary>
    public float Descent { get; }

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
