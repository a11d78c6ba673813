using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage batch</c>: many pictures at half the price, within a day.</summary>
internal static class BatchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Command command = new("batch", "Make the pictures of many requests at half the price, within 24 hours.");
        command.Add(CreateSubmit(setup));
        command.Add(CreateOnFolder(
            setup, "status", "Say how far the batches of a folder are.",
            async (run, client, folder) => Show(run, await client.GetBatchAsync(folder, run.SoftStop).ConfigureAwait(false))));
        command.Add(CreateOnFolder(
            setup, "collect", "Wait for the batches of a folder and put their pictures into it. Stopped, it continues when run again.",
            CollectAsync));
        command.Add(CreateOnFolder(
            setup, "cancel", "Cancel the batches of a folder. What was finished until then is charged and can be collected.",
            async (run, client, folder) => Show(run, await client.CancelBatchAsync(folder, run.HardStop).ConfigureAwait(false))));
        return command;
    }

    private static Command CreateSubmit(CommandSetup setup)
    {
        WorkOptions work = new(RequestLines.FileDescription);
        Command command = new("submit", "Submit requests from a folder. Submitted again, a batch under way is not bought again.");
        work.AddTo(command);
        return setup.Handle(command, run => SubmitAsync(run, work));
    }

    private static Command CreateOnFolder(
        CommandSetup setup, string name, string description, Func<CommandRun, GptImageClient, string, Task<int>> act)
    {
        Argument<string> folder = new("FOLDER") { Description = "The folder that was submitted from." };
        Command command = new(name, description);
        command.Add(folder);
        return setup.Handle(command, async run =>
        {
            using GptImageClient client = run.CreateClient();
            return await act(run, client, run.Value(folder) ?? "").ConfigureAwait(false);
        });
    }

    private static async Task<int> SubmitAsync(CommandRun run, WorkOptions work)
    {
        IReadOnlyList<ImageRequest> requests = RequestLines.Read(run, work);
        if (work.IsDryRun(run))
        {
            return ExplainMany.Write(run, client => client.ExplainBatch(requests).Requests);
        }

        ImageBatchOptions options = new()
        {
            OutputDirectory = work.Folder(run),
            SpendLimit = work.SpendLimit(run),
            RepeatPossiblyCharged = work.IsAgain(run),
        };
        using GptImageClient client = run.CreateClient();
        RequestLines.Check(run, client, requests);
        ImageBatchPlan plan = client.ExplainBatch(requests);
        plan.ThrowIfInvalid();
        await work.AgreeAsync(run, plan.Cost, CountWords.Describe(requests.Count, "request"))
            .ConfigureAwait(false);
        new UserLedger(run.Context.StateFolder, run.Context.Time).Register(options.OutputDirectory);
        run.Output.HasBought = true;
        ImageBatch batch = await client.SubmitBatchAsync(requests, options, run.SoftStop).ConfigureAwait(false);
        int code = Show(run, batch);
        run.Output.Note($"Later: gptimage batch collect {options.OutputDirectory}");
        return code;
    }

    private static async Task<int> CollectAsync(CommandRun run, GptImageClient client, string folder)
    {
        WorkOutput output = new(run, Path.GetFullPath(folder));
        ImageJobReport report = await PictureRescue.WatchAsync(
            run, () => client.CollectBatchAsync(folder, output.CreateProgress(), run.SoftStop)).ConfigureAwait(false);
        return output.Finish([.. report.Entries.Select(WorkItem.FromEntry)], report.StoppedBy);
    }

    private static int Show(CommandRun run, ImageBatch batch)
    {
        foreach (ImageBatchPart part in batch.Parts)
        {
            run.Output.WriteText(part + (OptionNames.ForUser(part.ErrorMessage) is { } message ? ": " + message : ""));
        }

        run.Output.WriteJson("batch", writer => Write(writer, batch));
        return ExitCode.Done;
    }

    private static void Write(Utf8JsonWriter writer, ImageBatch batch)
    {
        writer.WriteString("folder", batch.OutputDirectory);
        writer.WriteNumber("total", batch.Total);
        writer.WriteNumber("completed", batch.Completed);
        writer.WriteNumber("failed", batch.Failed);
        writer.WriteBoolean("ended", batch.HasEnded);
        FileJson.WriteNumber(writer, "up_to_usd", batch.UpTo);
        writer.WriteStartArray("parts");
        foreach (ImageBatchPart part in batch.Parts)
        {
            writer.WriteStartObject();
            writer.WriteString("id", part.Id);
            writer.WriteString("status", part.Status.Value);
            writer.WriteNumber("total", part.Total);
            writer.WriteNumber("completed", part.Completed);
            writer.WriteNumber("failed", part.Failed);
            writer.WriteString("message", OptionNames.ForUser(part.ErrorMessage));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
