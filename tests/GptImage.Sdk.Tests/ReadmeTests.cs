namespace GptImage.Sdk.Tests;

/// <summary>Holds the snippets of the README, and of packages whose page says where they come from, to files that the build
/// compiles.</summary>
public class ReadmeTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string, string> Snippets()
    {
        TheoryData<string, string> snippets = [];
        AddSnippets(snippets, "README.md");
        AddSnippets(snippets, "src/GptImage.Sdk.Extensions.AI/README.md");
        return snippets;
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Readme_Snippet_StandsInAFileThatIsCompiled(string origin, string snippet)
    {
        Assert.Matches("^<!-- .*\\.cs -->$", origin);
        string source = Trimmed(File.ReadAllText(Path.Combine(Root, origin[5..^4])));

        Assert.Contains(Trimmed(snippet), source, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_Commands_AreThoseOfTheBuild()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md"));

        Assert.Contains("\ndotnet run --project examples/Quickstart\ndotnet test\n", readme, StringComparison.Ordinal);
        Assert.Contains("tests dotnet test\n", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_RuleTable_ListsEveryRuleWithItsSeverity()
    {
        string[] lines =
            [.. File.ReadAllLines(Path.Combine(Root, "README.md"))
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

    private static void AddSnippets(TheoryData<string, string> snippets, string readme)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Root, readme));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "```csharp")
            {
                int end = Array.IndexOf(lines, "```", i);
                snippets.Add(lines[i - 1], string.Join('\n', lines[(i + 1)..end]));
            }
        }
    }

    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GptImage.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
