using System.Text.RegularExpressions;

namespace GptImage.Sdk.Testing;

/// <summary>Finds the texts of a prompt that are to be written in the picture, and where.</summary>
internal static partial class QuotedTexts
{
    private const int MaxTexts = 6;

    public static IReadOnlyList<PlacedText> In(string prompt) =>
    [
        .. Pattern().Matches(prompt)
            .Select(match => new PlacedText(match.Groups["text"].Value.Trim(), PlaceAfter(prompt, match.Index + match.Length)))
            .Where(placed => placed.Text.Length > 0)
            .DistinctBy(placed => placed.Text)
            .Take(MaxTexts),
    ];

    /// <summary>Reads the placement that is named for a text, or else what its sentence says behind it.</summary>
    private static TextPlace PlaceAfter(string prompt, int end)
    {
        string line = prompt[end..].Split('\n')[0];
        Match named = Named().Match(line);
        return TextPlace.FromWords(named.Success ? named.Groups["place"].Value : Sentence().Match(line).Value);
    }

    [GeneratedRegex(
        """<(?<fence>text-*)>(?<text>.+?)</\k<fence>>|"(?<text>[^"]+)"|“(?<text>[^”]+)”|«(?<text>[^»]+)»|「(?<text>[^」]+)」""",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"; placement: (?<place>.*?)(?=; (surface|typography): |$)", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("""^[^"“«「<.;]{0,60}""", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();
}
