using System.Text.RegularExpressions;

namespace GptImage.Sdk.Testing;

/// <summary>Where a text stands in the picture, and how large it is.</summary>
/// <param name="Column">-1 left, 0 centre, 1 right.</param>
/// <param name="Row">-1 top, 0 middle, 1 bottom.</param>
/// <param name="Scale">-1 small, 0 as large as a sign, 1 large.</param>
internal readonly partial record struct TextPlace(int Column, int Row, int Scale)
{
    /// <summary>Gets whether nothing was said about the place.</summary>
    public bool IsOpen => this == default;

    /// <summary>Reads a place from words such as <c>small, along the bottom edge</c>.</summary>
    public static TextPlace FromWords(string words) => new(
        (Left().IsMatch(words), Right().IsMatch(words)) switch { (true, false) => -1, (false, true) => 1, _ => 0 },
        (Top().IsMatch(words), Bottom().IsMatch(words)) switch { (true, false) => -1, (false, true) => 1, _ => 0 },
        (Small().IsMatch(words), Large().IsMatch(words)) switch { (true, false) => -1, (false, true) => 1, _ => 0 });

    [GeneratedRegex(@"\bleft\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Left();

    [GeneratedRegex(@"\bright\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Right();

    [GeneratedRegex(@"\b(top|upper|above|sky|heading|over)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Top();

    [GeneratedRegex(@"\b(bottom|lower|below|beneath|under|underneath|foot)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bottom();

    [GeneratedRegex(@"\b(small|smaller|tiny|little|fine print)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Small();

    [GeneratedRegex(@"\b(large|larger|big|huge|giant)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Large();
}
