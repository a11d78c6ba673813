namespace GptImage.Sdk.Tests;

/// <summary>Three wings, arrows down only: Workflows may use Calls and Contract, Calls may use Contract, Contract uses neither.</summary>
[Trait("Category", "Heavy")]
public sealed class ArchitectureTests
{
    private const int MaxLineLength = 140;

    /// <summary>Files of the front door that count as contract.</summary>
    private static readonly HashSet<string> ContractFiles =
        ["IGptImageClient.cs", "GptImageClientOptions.cs", "AzureOptions.cs", "RetryOptions.cs", "OptionsCheck.cs"];

    private static readonly string[] Sources = ["src", "tests", "examples", "benchmarks", "eng"];

    private static readonly Lazy<FolderGraph> Core = new(() => FolderGraph.Read("GptImage.Sdk"));

    [Fact]
    public void Sources_AreUnderstood() => Assert.Empty(Core.Value.Unresolved);

    [Fact]
    public void Folders_StandInNoCircle() => Assert.Empty(Core.Value.Circles.Select(circle => string.Join(", ", circle)));

    [Fact]
    public void Arrows_NeverPointUp() =>
        Assert.Empty(Core.Value.Arrows
            .Where(arrow => Storey(arrow.From) < Storey(arrow.To))
            .Select(arrow => $"{arrow.From} -> {arrow.To}: {arrow.Example}"));

    /// <summary>Text that a raw string literal holds as it is (a sample of the wire, a prompt, a style sheet) may be longer.</summary>
    [Fact]
    public void Lines_EndAt140Characters()
    {
        string solution = Path.GetDirectoryName(FolderGraph.SourceFolder())!;
        string[] files = [.. Sources
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(solution, folder), "*.cs", SearchOption.AllDirectories))];

        Assert.True(files.Length > 500, $"Only {files.Length} sources were found.");
        Assert.Empty(files.SelectMany(file => TooLongIn(file).Select(line => $"{Path.GetRelativePath(solution, file)}:{line}")));
    }

    private static IEnumerable<int> TooLongIn(string file)
    {
        bool isRaw = false;
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            bool isSample = isRaw || line.TrimStart(' ', '+', '$').StartsWith("\"\"\"", StringComparison.Ordinal);
            isRaw ^= line.Split("\"\"\"").Length % 2 == 0;
            if (line.Length > MaxLineLength && !isSample)
            {
                yield return number;
            }
        }
    }

    private static int Storey(string folder) => folder switch
    {
        _ when folder.StartsWith("Contract/", StringComparison.Ordinal) || ContractFiles.Contains(folder) => 0,
        _ when folder.StartsWith("Calls/", StringComparison.Ordinal) => 1,
        _ when folder.StartsWith("Workflows/", StringComparison.Ordinal) => 2,
        _ => 3,
    };
}
