using System.Globalization;
using System.Text;

namespace GptImage.Sdk.Imaging;

/// <summary>No font that was given has some of the characters. Nothing was drawn: a box in place of a letter is never acceptable.</summary>
public sealed class MissingGlyphsException : ImagingException
{
    /// <summary>Describes what is missing.</summary>
    /// <param name="missing">The characters, each once.</param>
    /// <param name="fonts">The names of the fonts that were asked.</param>
    public MissingGlyphsException(IReadOnlyList<Rune> missing, IReadOnlyList<string> fonts)
        : base(Describe(missing, fonts)) => Missing = missing;

    /// <summary>Gets the characters that are missing, each once.</summary>
    public IReadOnlyList<Rune> Missing { get; }

    private static string Describe(IReadOnlyList<Rune> missing, IReadOnlyList<string> fonts)
    {
        ArgumentNullException.ThrowIfNull(missing);
        ArgumentNullException.ThrowIfNull(fonts);
        string names =
            string.Join(", ", missing.Select(rune => string.Create(CultureInfo.InvariantCulture, $"'{rune}' (U+{rune.Value:X4})")));
        string asked = fonts.Count == 0 ? "No font was found on this machine" : $"None of the fonts ({string.Join(", ", fonts)}) has them";
        return $"The text cannot be set: there is no glyph for {names}. {asked}. Add a font file that has them with "
            + "OverlayFont.FromFile, for example one of the Noto family.";
    }
}
