using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.Tests;

/// <summary>Holds the table of docs/benchmarks.md to what the benchmark measures.</summary>
public sealed class BenchmarkPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "benchmarks.md"));

    [Fact]
    public void Page_SpeedTable_HasEveryClientOfEveryCase()
    {
        int head = Array.IndexOf(Lines, PeerTable.Head);
        Assert.True(head > 0, "The page has no table with this head: " + PeerTable.Head);

        IEnumerable<string> rows = Lines.Skip(head + 2).TakeWhile(line => line.StartsWith("| ", StringComparison.Ordinal));

        Assert.Equal(
            PeerCases.All.SelectMany(peerCase => peerCase.Clients.Select(client => $"| {peerCase.Name} | {client} |")),
            rows.Select(row => string.Join('|', row.Split('|')[..3]) + "|"));
    }

    [Fact]
    public void Page_SpeedCommand_IsTheOneOfTheBenchmark() =>
        Assert.Contains("dotnet run -c Release --project benchmarks/GptImage.Sdk.Benchmarks -- peers", Lines);
}
