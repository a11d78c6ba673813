using System.CommandLine;
using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage story</c>: the same characters in frame after frame.</summary>
internal static class StoryCommand
{
    private const string StoryExample =
        """{"version": 1, "kind": "storyboard", "title": "Sea", "frames": [{"prompt": "A beach", "characters": []}]}""";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        WorkOptions work = new("A storyboard in JSON, such as " + StoryExample, "this run");
        Option<bool> chained = new("--chained")
        {
            Description = "Make each frame from the one before, instead of from the characters alone.",
        };
        Option<string[]> revisions = new("--revision")
        {
            Description = "Make another picture of a frame: its number, and 2 for the second picture; can be repeated.",
            HelpName = "FRAME=NUMBER",
        };
        Command command = new(
            "story", "Make the frames of a storyboard and a page that shows them. Run again, it continues, and buys nothing a second "
            + "time.");
        work.AddTo(command);
        command.Add(chained);
        command.Add(revisions);
        return setup.Handle(command, run => RunAsync(
            run, work, run.Value(chained) ? StoryboardStrategy.Chained : StoryboardStrategy.Anchored, run.Value(revisions) ?? []));
    }

    private static async Task<int> RunAsync(CommandRun run, WorkOptions work, StoryboardStrategy strategy, string[] revisions)
    {
        Storyboard story = Read(run, work);
        if (work.IsDryRun(run))
        {
            return ExplainMany.Write(run, client => client.Explain(story, strategy).Frames);
        }

        string folder = work.Folder(run);
        StoryboardOptions options = new()
        {
            OutputDirectory = folder,
            Strategy = strategy,
            Revisions = ReadRevisions(revisions),
            RepeatPossiblyCharged = work.IsAgain(run),
            StopToken = run.SoftStop,
            TimeProvider = run.Context.Time,
        };
        GptImageClientOptions clientOptions = run.CreateOptions();
        clientOptions.SpendLimit = work.SpendLimit(run);
        using GptImageClient client = ClientSource.Create(clientOptions);
        StoryboardPlan plan = client.Explain(story, strategy);
        plan.ThrowIfInvalid();
        await work.AgreeAsync(run, plan.Cost, CountWords.Describe(story.Frames.Count, "frame"))
            .ConfigureAwait(false);
        new UserLedger(run.Context.StateFolder, run.Context.Time).Register(folder);
        return await RenderAsync(run, client, story, options, folder).ConfigureAwait(false);
    }

    private static async Task<int> RenderAsync(
        CommandRun run, GptImageClient client, Storyboard story, StoryboardOptions options, string folder)
    {
        WorkOutput output = new(run, folder, "frame");
        List<WorkItem> items = [];
        decimal spent = 0;
        await PictureRescue.WatchAsync(run, async () =>
        {
            await foreach (StoryboardFrame frame in client.RenderAsync(story, options, null, run.HardStop).ConfigureAwait(false))
            {
                WorkItem item = WorkItem.FromFrame(frame);
                items.Add(item);
                spent += frame.IsFromLedger ? 0 : frame.Cost ?? 0;
                output.Tell(item, items.Count, story.Frames.Count, spent, timeLeft: null);
            }

            return items;
        }).ConfigureAwait(false);
        items.AddRange(Enumerable.Range(1, story.Frames.Count).Except(items.Select(item => item.Number))
            .Select(number => new WorkItem { Number = number, Outcome = ImageJobOutcome.NotStarted }).ToList());
        int code = output.Finish(items, stoppedBy: null);
        run.Output.Note($"The page is {Path.Combine(folder, "index.html")}");
        return code;
    }

    private static Storyboard Read(CommandRun run, WorkOptions work)
    {
        string path = work.FilePath(run);
        using FileStream file = PromptOptions.Open(path);
        string text = PromptOptions.ReadText(file, $"'{path}'");
        return JsonText.Read($"'{path}'", "storyboard", () => ImageRequestJson.ReadStoryboard(text, work.JsonOptions(run)));
    }

    private static Dictionary<int, int> ReadRevisions(string[] revisions)
    {
        Dictionary<int, int> read = [];
        foreach (string revision in revisions)
        {
            string[] parts = revision.Split('=');
            if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int frame)
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                throw new CliException(
                    ExitCode.Usage,
                    $"--revision: '{revision}' is not FRAME=NUMBER. Write the frame and the number of its picture, such as 3=2.");
            }

            read[frame] = number;
        }

        return read;
    }
}
