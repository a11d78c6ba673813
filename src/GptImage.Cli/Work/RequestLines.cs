using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Reads a file with one request in JSON a line.</summary>
internal static class RequestLines
{
    /// <summary>What the help says of such a file. The example has no space, so that the help does not break it.</summary>
    public const string FileDescription =
        """A file with one request in JSON a line, such as {"version":1,"kind":"text-to-image","prompt":"Lighthouse"}""";

    /// <summary>Reads the requests.</summary>
    /// <exception cref="CliException">The file cannot be read, or a line is not a request. Nothing was sent.</exception>
    public static IReadOnlyList<ImageRequest> Read(CommandRun run, WorkOptions options)
    {
        string path = options.FilePath(run);
        using FileStream file = PromptOptions.Open(path);
        string[] lines = PromptOptions.ReadText(file, $"'{path}'").Split('\n');
        List<ImageRequest> requests = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
            {
                string line = lines[i];
                requests.Add(JsonText.Read(
                    string.Create(CultureInfo.InvariantCulture, $"Line {i + 1} of '{path}'"), "request",
                    () => ImageRequestJson.Read(line, options.JsonOptions(run))));
            }
        }

        return requests.Count > 0 ? requests : throw new CliException(
            ExitCode.Invalid, $"'{path}' has no request. Write one in JSON a line, as ImageRequestJson does. Nothing was sent.");
    }

    /// <summary>Checks all requests before the first is bought.</summary>
    /// <returns>What they will cost together, or <see langword="null"/> when that is not known for one of them.</returns>
    /// <exception cref="GptImageValidationException">One has errors. Nothing was sent.</exception>
    public static CostRange? Check(CommandRun run, GptImageClient client, IReadOnlyList<ImageRequest> requests)
    {
        List<RequestPlan> plans = [.. requests.Select(client.Explain)];
        Finding[] findings = [.. plans.SelectMany((plan, index) => plan.Findings.Select(finding => finding with
        {
            Message = string.Create(CultureInfo.InvariantCulture, $"Request {index + 1}: {finding.Message}"),
        }))];
        if (plans.Exists(plan => !plan.IsValid))
        {
            throw new GptImageValidationException(findings);
        }

        foreach (Finding warning in findings)
        {
            run.Output.Note(FindingText.Describe(warning));
        }

        return CostRange.Sum(plans.Select(plan => plan.Cost));
    }
}
