namespace GptImage.Sdk.Imaging;

/// <summary>A font to set texts in, from a file, a stream or this machine.</summary>
/// <threadsafety>Safe from many threads at once, until it is disposed.</threadsafety>
public sealed class OverlayFont : IDisposable
{
    private readonly bool _isShared;

    private OverlayFont(ReadOnlySpan<byte> bytes, int index, string source, bool isShared)
    {
        Face = ShapingFont.Read(bytes, index)
            ?? throw new ImagingException($"{source} is not a readable font. Pass a TrueType or OpenType file (.ttf, .otf, .ttc).");
        _isShared = isShared;
    }

    /// <summary>Gets the name of the font's family.</summary>
    public string Name => Face.Name;

    internal ShapingFont Face { get; }

    /// <summary>Reads a font file.</summary>
    /// <param name="path">A <c>.ttf</c>, <c>.otf</c> or <c>.ttc</c> file.</param>
    /// <param name="index">Which font of a collection, from 0.</param>
    /// <returns>The font.</returns>
    /// <exception cref="ImagingException">The file cannot be read, or is not a font.</exception>
    public static OverlayFont FromFile(string path, int index = 0) => FromFile(path, index, isShared: false);

    /// <inheritdoc cref="FromFile(string, int)"/>
    internal static OverlayFont FromFile(string path, int index, bool isShared)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        try
        {
            return new OverlayFont(File.ReadAllBytes(path), index, $"The file '{path}'", isShared);
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
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        using MemoryStream memory = new();
        stream.CopyTo(memory);
        return new OverlayFont(memory.GetBuffer().AsSpan(0, (int)memory.Length), index, "The stream", isShared: false);
    }

    /// <summary>Finds installed fonts that together have the characters of a text, upright sans-serif ones first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language as a BCP 47 tag: it decides between Chinese, Japanese and Korean shapes of the same character.
    /// <see langword="null"/> takes it from the letters, and Simplified Chinese where they do not tell.</param>
    /// <param name="weight">The weight: 400 is regular, 700 bold. The nearest one of the family is taken.</param>
    /// <param name="isItalic">Whether an italic one is looked for.</param>
    /// <returns>The fonts, as few as possible, for each script one of the same family where there is one. Some characters may have none;
    /// setting the text then names them.</returns>
    /// <remarks>Looks in the font folders of Linux, macOS and Windows, and in those of the user.</remarks>
    public static IReadOnlyList<OverlayFont> FindSystem(
        string text, string? language = null, int? weight = null, bool isItalic = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SystemFonts.Find(text, language, weight, isItalic);
    }

    /// <summary>Tells whether the font has a glyph for each character of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it can be set in this font alone.</returns>
    public bool Covers(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Face.HasAll(text);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Frees the memory of the font. Fonts of this machine stay, as others may be using them.</summary>
    public void Dispose()
    {
        if (!_isShared)
        {
            Face.Dispose();
        }
    }
}
