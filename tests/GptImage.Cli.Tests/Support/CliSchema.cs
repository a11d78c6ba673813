using System.Text.Json.Nodes;
using Json.Schema;

namespace GptImage.Cli.Tests;

/// <summary>The published schema of the JSON lines.</summary>
internal static class CliSchema
{
    private static readonly JsonSchema Schema =
        JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "cli.schema.json"));

    /// <summary>Checks every line.</summary>
    public static void AssertValid(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            EvaluationResults results = Schema.Evaluate(JsonNode.Parse(line), new EvaluationOptions { OutputFormat = OutputFormat.List });
            string problems = string.Join("; ", results.Details
                .SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>())
                    .Select(error => $"{detail.EvaluationPath}: {error.Value}")));
            Assert.True(results.IsValid, $"{line} breaks the schema: {problems}");
        }
    }
}
