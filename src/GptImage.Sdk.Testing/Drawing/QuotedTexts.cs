using System.Text.RegularExpressions;

namespace GptImage.Sdk.Testing;

/// <summary>Finds what a prompt wants written: what stands in quotation marks or in <c>&lt;text&gt;</c>.</summary>
internal static partial class QuotedTexts
{
    private const int MaxTexts = 6;

    public static IReadOnlyList<string> In(string prompt) =>
        [.. Pattern().Matches(prompt).Select(match => match.Groups["text"].Value.Trim()).Where(text => text.Length > 0).Distinct()
            .Take(MaxTexts)];

    [GeneratedRegex(
        """<text>(?<text>.+?)</text>|"(?<text>[^"]+)"|“(?<text>[^”]+)”|«(?<text>[^»]+)»|「(?<text>[^」]+)」""",
        RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
