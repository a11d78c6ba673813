using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>A font to set texts in, from a file, a stream or this machine.</summary>
/// <threadsafety>Safe from many threads at once, until it is disposed.</threadsafety>
public sealed class OverlayFont : IDisposable
{
    /// <summary>What an em counts in shaping: fine enough that nothing is rounded visibly.</summary>
    internal const int UnitsPerEm = 1 << 16;

    private readonly byte[] _data;
    private readonly GCHandle _pin;
    private readonly Blob _blob;
    private readonly Face _face;

    private OverlayFont(byte[] data, int index, string source)
    {
        _data = data;
        using SKData copy = SKData.CreateCopy(_data);
        Typeface = SKTypeface.FromData(copy, index)
            ?? throw new ImagingException($"{source} is no font that can be read. Pass a TrueType or OpenType file (.ttf, .otf, .ttc).");
        _pin = GCHandle.Alloc(_data, GCHandleType.Pinned);
        _blob = new Blob(_pin.AddrOfPinnedObject(), _data.Length, MemoryMode.ReadOnly);
        _face = new Face(_blob, index);
        Shaping = new Font(_face);
        Shaping.SetScale(UnitsPerEm, UnitsPerEm);
        Shaping.SetFunctionsOpenType();
        Name = Typeface.FamilyName;
        using SKFont metrics = new(Typeface, 1);
        (Ascent, Descent) = (-metrics.Metrics.Ascent, metrics.Metrics.Descent);
    }

    /// <summary>Gets the name of the font's family.</summary>
    public string Name { get; }

    internal SKTypeface Typeface { get; }

    internal Font Shaping { get; }

    /// <summary>Gets how far letters rise above the line, in ems.</summary>
    internal float Ascent { get; }

    /// <summary>Gets how far letters reach below the line, in ems.</summary>
    internal float Descent { get; }

    /// <summary>Reads a font file.</summary>
    /// <param name="path">A <c>.ttf</c>, <c>.otf</c> or <c>.ttc</c> file.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <returns>The font.</returns>
    /// <exception cref="ImagingException">The file cannot be read, or is no font.</exception>
    public static OverlayFont FromFile(string path, int index = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new OverlayFont(File.ReadAllBytes(path), index, $"The file '{path}'");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ImagingException($"The font file '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a font from a stream, to its end.</summary>
    /// <param name="stream">The stream; it is not disposed.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <returns>The font.</returns>
    /// <exception cref="ImagingException">The bytes are no font.</exception>
    public static OverlayFont FromStream(Stream stream, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using MemoryStream memory = new();
        stream.CopyTo(memory);
        return new OverlayFont(memory.ToArray(), index, "The stream");
    }

    /// <summary>Finds fonts of this machine that together have the characters of a text, upright sans-serif ones first.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The fonts, as few as will do. Some characters may have none; setting the text then names them.</returns>
    /// <remarks>Looks in the font folders of Linux, macOS and Windows, and in those of the user.</remarks>
    public static IReadOnlyList<OverlayFont> FindSystem(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SystemFonts.Find(text);
    }

    /// <summary>Tells whether the font has a glyph for each character of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it can be set in this font alone.</returns>
    public bool Covers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().All(rune => Invisible.Contains(rune) || Has(rune));
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Gives the memory of the font back.</summary>
    public void Dispose()
    {
        Shaping.Dispose();
        _face.Dispose();
        _blob.Dispose();
        Typeface.Dispose();
        if (_pin.IsAllocated)
        {
            _pin.Free();
        }
    }

    internal bool Has(Rune rune) => Shaping.TryGetGlyph((uint)rune.Value, out uint glyph) && glyph != 0;
}
