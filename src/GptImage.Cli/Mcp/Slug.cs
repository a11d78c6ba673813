using System.Globalization;
using System.Text;

namespace GptImage.Cli;

/// <summary>Makes a part of a file name of a prompt: small letters, digits and hyphens.</summary>
internal static class Slug
{
    private const int MaxLength = 40;

    /// <summary>Gets the first words of a text.</summary>
    /// <returns>The words, or <c>picture</c> for a text without Latin letters and digits.</returns>
    public static string FromText(string text)
    {
        StringBuilder slug = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
            {
                slug.Append(char.ToLowerInvariant((char)rune.Value));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }

            if (slug.Length >= MaxLength)
            {
                break;
            }
        }

        return slug.ToString().Trim('-') is { Length: > 0 } words ? words : "picture";
    }
}
