using System.CommandLine;
using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage job</c>: many pictures.</summary>
internal static class JobCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        WorkOptions work = new(RequestLines.FileDescription);
        Option<int> concurrency = new("--concurrency")
        {
            Description = "How many requests are under way at once, 1 to 1,000.",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 4,
        };
        Command command = new(
            "job", "Make the pictures of many requests in a folder. Run again, it continues, and buys nothing a second time.");
        work.AddTo(command);
        command.Add(concurrency);
        return setup.Handle(command, run => RunAsync(run, work, run.Value(concurrency)));
    }

    private static async Task<int> RunAsync(CommandRun run, WorkOptions work, int concurrency)
    {
        IReadOnlyList<ImageRequest> requests = RequestLines.Read(run, work);
        if (work.IsDryRun(run))
        {
            return ExplainMany.Write(run, client => [.. requests.Select(client.Explain)]);
        }

        ImageJobOptions options = new()
        {
            OutputDirectory = work.Folder(run),
            MaxConcurrency = concurrency,
            SpendLimit = work.SpendLimit(run),
            RepeatPossiblyCharged = work.IsAgain(run),
            StopToken = run.SoftStop,
            TimeProvider = run.Context.Time,
        };
        using GptImageClient client = run.CreateClient();
        CostRange? cost = RequestLines.Check(run, client, requests);
        await work.AgreeAsync(run, cost, CountWords.Describe(requests.Count, "request")).ConfigureAwait(false);
        new UserLedger(run.Context.StateFolder, run.Context.Time).Register(options.OutputDirectory);
        WorkOutput output = new(run, options.OutputDirectory);
        ImageJobReport report = await PictureRescue.WatchAsync(
            run, () => client.RunAsync(requests, options, output.CreateProgress(), run.HardStop)).ConfigureAwait(false);
        return output.Finish([.. report.Entries.Select(WorkItem.FromEntry)], report.StoppedBy);
    }
}
