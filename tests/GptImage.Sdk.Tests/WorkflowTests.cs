using System.Text.RegularExpressions;

namespace GptImage.Sdk.Tests;

/// <summary>Holds the workflows to what keeps a release safe: actions by hash, no rights unless a job names them, and packages from tags
/// alone.</summary>
public partial class WorkflowTests
{
    private static readonly string Folder = Path.Combine(FolderGraph.SourceFolder(), "..", ".github", "workflows");

    public static TheoryData<string> Workflows() =>
        [.. Directory.GetFiles(Folder).Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_Actions_ArePinnedByHashWithTheirVersion(string name)
    {
        string[] actions = [.. LinesOf(name).Where(line => line.Contains("uses:", StringComparison.Ordinal))];

        Assert.NotEmpty(actions);
        Assert.All(actions, line => Assert.Matches(PinnedAction(), line));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_Rights_AreNoneUnlessAJobNamesThem(string name)
    {
        string[] lines = LinesOf(name);

        Assert.Contains("permissions: {}", lines);
        Assert.DoesNotContain(lines, line => line.Contains("write-all", StringComparison.Ordinal));
        Assert.Equal(
            lines.Count(line => line.Contains("runs-on:", StringComparison.Ordinal)),
            lines.Count(line => line == "    permissions:"));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_Checkouts_KeepNoCredentials(string name)
    {
        string[] lines = LinesOf(name);

        Assert.Equal(
            lines.Count(line => line.Contains("actions/checkout@", StringComparison.Ordinal)),
            lines.Count(line => line.Trim() == "persist-credentials: false"));
    }

    [Fact]
    public void Publish_StartsFromTagsOnly_AndAlonePublishes()
    {
        string[] lines = LinesOf("publish.yml");
        int trigger = Array.IndexOf(lines, "on:");

        Assert.Equal(["  push:", "    tags: [ 'v*' ]", ""], lines[(trigger + 1)..(trigger + 4)]);
        Assert.Contains(
            lines, line => line.Contains("grep -F \"<VersionPrefix>${GITHUB_REF_NAME#v}</VersionPrefix>\"", StringComparison.Ordinal));
        Assert.Equal(
            ["publish.yml"],
            Directory.GetFiles(Folder)
                .Where(file => File.ReadAllText(file) is string text
                    && (text.Contains("nuget push", StringComparison.Ordinal) || text.Contains("id-token", StringComparison.Ordinal)))
                .Select(Path.GetFileName));
    }

    private static string[] LinesOf(string name) => File.ReadAllLines(Path.Combine(Folder, name));

    [GeneratedRegex(@"^\s+(- )?uses: [\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex PinnedAction();
}
