namespace GptImage.Sdk.Tests;

/// <summary>Holds the README and the pages in docs to the code: snippets to files that the build compiles, links to files and headings
/// that exist, the table of rules to the rules.</summary>
public class ReadmeTests
{
    private static readonly string Root = Path.Combine(FolderGraph.SourceFolder(), "..");

    public static TheoryData<string, string> Snippets()
    {
        TheoryData<string, string> snippets = [];
        foreach (string page in Pages())
        {
            AddSnippets(snippets, page);
        }

        return snippets;
    }

    /// <summary>Whole programs are left to the test that compiles them as they are.</summary>
    [Theory]
    [MemberData(nameof(Snippets))]
    public void Page_Snippet_StandsInAFileThatIsCompiled(string origin, string snippet)
    {
        Assert.Matches("^<!-- .*\\.cs -->$", origin);
        string source = Trimmed(File.ReadAllText(Path.Combine(Root, origin[5..^4])));

        Assert.Contains(Trimmed(snippet), source, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_Links_LeadToFilesAndHeadings()
    {
        string[] pages = [.. Pages(), "CONTRIBUTING.md", "SECURITY.md"];

        Assert.Equal([], pages.SelectMany(page => LinksOf(page).Where(link => !Leads(page, link)).Select(link => $"{page}: {link}")));
    }

    /// <summary>The page of a package on nuget.org is not in the repository, where relative links lead.</summary>
    [Fact]
    public void PackagePages_Links_AreAbsolute() => Assert.Equal([], PackagePages.SelectMany(LinksOf));

    [Fact]
    public void Readme_Length_IsWhatANewcomerReads() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Root, "README.md")).Length, 100, 240);

    [Fact]
    public void Readme_Commands_AreThoseOfTheBuild()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));

        Assert.Contains("\ndotnet run --project examples/Quickstart\ndotnet test\n", readme, StringComparison.Ordinal);
        Assert.Contains("tests dotnet test\n", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public void RuleTable_Rows_AreTheRulesWithTheirSeverity()
    {
        string[] lines =
            [.. File.ReadAllLines(Path.Combine(Root, "docs", "rules.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)
            && (line.Contains("| error |", StringComparison.Ordinal) || line.Contains("| warning |", StringComparison.Ordinal)))];
        Rule[] rules = [.. typeof(Rules).GetProperties().Select(property => property.GetValue(null)).OfType<Rule>()];

        Assert.Equal(
            rules.Select(
                rule =>
                $"`{rule.Id}` {(rule.Parameter.Length > 0 ? $"`{rule.Parameter}`" : "any")} "
                + $"{(rule.Severity == FindingSeverity.Error ? "error" : "warning")}").Order(StringComparer.Ordinal),
            lines.Select(line => string.Join(' ', line.Split('|', StringSplitOptions.TrimEntries)[1..4])).Order(StringComparer.Ordinal));
    }

    private static string[] PackagePages { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => $"src/{Path.GetFileName(folder)}/README.md")
            .Where(page => File.Exists(Path.Combine(Root, page))).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Pages() =>
        [
            "README.md", .. PackagePages,
            .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Select(file => "docs/" + Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    private static void AddSnippets(TheoryData<string, string> snippets, string page)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Root, page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "```csharp" && !lines[i + 1].StartsWith("using GptImage", StringComparison.Ordinal))
            {
                int end = Array.IndexOf(lines, "```", i);
                snippets.Add(lines[i - 1], string.Join('\n', lines[(i + 1)..end]));
            }
        }
    }

    private static IEnumerable<string> LinksOf(string page) =>
        File.ReadAllText(Path.Combine(Root, page)).Split("](").Skip(1)
            .Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)])
            .Where(link => !link.StartsWith("https://", StringComparison.Ordinal));

    private static bool Leads(string page, string link)
    {
        string[] parts = link.Split('#');
        string target = parts[0].Length == 0
            ? Path.Combine(Root, page)
            : Path.Combine(Root, Path.GetDirectoryName(page) ?? "", parts[0]);
        return parts.Length == 1
            ? Path.Exists(target)
            : File.Exists(target) && File.ReadAllLines(target).Any(line => line.StartsWith('#') && Anchor(line) == parts[1]);
    }

    /// <summary>Makes the anchor that renderers of Markdown give a heading.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant()
            .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_').Select(letter => letter == ' ' ? '-' : letter));

    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
