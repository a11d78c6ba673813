using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Tells how a piece of work of many requests goes and ends.</summary>
/// <param name="run">The run.</param>
/// <param name="folder">The folder of the pictures.</param>
/// <param name="kind">What each of them is called: <c>request</c> or <c>frame</c>.</param>
internal sealed class WorkOutput(CommandRun run, string folder, string kind = "request")
{
    private readonly HashSet<int> _told = [];

    /// <summary>Makes what a job reports its progress to.</summary>
    public IProgress<ImageJobProgress> CreateProgress() => new Progress(this);

    /// <summary>Tells the end of one request.</summary>
    public void Tell(WorkItem item, int done, int total, decimal spent, TimeSpan? timeLeft)
    {
        _told.Add(item.Number);
        string left = timeLeft is { TotalMinutes: >= 1 } time
            ? string.Create(CultureInfo.InvariantCulture, $", about {time.TotalMinutes:0} min left")
            : "";
        run.Output.Note(
            string.Create(CultureInfo.InvariantCulture, $"[{done}/{total}] {Describe(item)}, {Consent.Usd(spent)}{left}")
            + (item.Message is { } message ? ": " + message : ""));
        run.Output.WriteJson("item", item.Write);
    }

    /// <summary>Tells the end of the work.</summary>
    /// <param name="items">The ends of all requests, in their order.</param>
    /// <param name="stoppedBy">What stopped it, or <see langword="null"/>.</param>
    /// <returns>The exit code.</returns>
    public int Finish(IReadOnlyList<WorkItem> items, GptImageException? stoppedBy)
    {
        foreach (WorkItem item in items.Where(item => !_told.Contains(item.Number)))
        {
            run.Output.WriteJson("item", item.Write);
            if (item.Message is { } message)
            {
                run.Output.Note($"{Describe(item)}: {message}");
            }
        }

        WorkItem[] now = [.. items.Where(item => !item.IsFromLedger)];
        decimal spent = now.Sum(item => item.Cost ?? 0);
        decimal possible = now.Sum(item => item.PossibleCost ?? 0);
        run.Output.WriteText(items.Where(item => item.Outcome == ImageJobOutcome.Finished).SelectMany(item => item.Files)
            .Select(file => file.Path));
        run.Output.WriteJson("report", writer =>
        {
            writer.WriteString("folder", folder);
            writer.WriteBoolean("complete", items.All(item => item.Outcome == ImageJobOutcome.Finished));
            foreach (ImageJobOutcome outcome in new[]
            {
                ImageJobOutcome.Finished, ImageJobOutcome.Failed, ImageJobOutcome.Unknown, ImageJobOutcome.NotStarted,
            })
            {
                writer.WriteNumber(NameOf(outcome), items.Count(item => item.Outcome == outcome));
            }

            writer.WriteNumber("spent_usd", spent);
            writer.WriteNumber("possible_usd", possible);
        });
        string bought = string.Create(
            CultureInfo.InvariantCulture,
            $"{items.Count(item => item.Outcome == ImageJobOutcome.Finished)} of {items.Count} finished; {Consent.Usd(spent)} in this run");
        run.Output.Note(bought + (possible > 0 ? $", up to {Consent.Usd(possible)} more possible." : "."));
        if (stoppedBy is not null)
        {
            run.Output.Note("gptimage: " + ErrorText.ForUser(stoppedBy));
        }

        return CodeOf(items, stoppedBy);
    }

    private static string NameOf(ImageJobOutcome outcome) => new WorkItem { Number = 1, Outcome = outcome }.OutcomeName;

    private string Describe(WorkItem item) => string.Create(CultureInfo.InvariantCulture, $"{kind} {item.Number} {item.OutcomeName}");

    /// <summary>Gets the exit code: that a picture may have been charged wins, then what stopped the work, then the first
    /// failure.</summary>
    private int CodeOf(IReadOnlyList<WorkItem> items, GptImageException? stoppedBy)
    {
        bool isStopped = run.SoftStop.IsCancellationRequested && items.Any(item => item.Outcome == ImageJobOutcome.NotStarted);
        return items.Any(item => item.Outcome == ImageJobOutcome.Unknown) ? ExitCode.MayBeCharged
            : stoppedBy is not null ? ExitCode.FromException(stoppedBy)
            : isStopped ? ExitCode.Canceled
            : items.FirstOrDefault(item => item.Outcome != ImageJobOutcome.Finished) is not { } failed ? ExitCode.Done
            : failed.Error is { } error ? ExitCode.FromException(error)
            : ExitCode.Invalid;
    }

    private sealed class Progress(WorkOutput output) : IProgress<ImageJobProgress>
    {
        public void Report(ImageJobProgress value)
        {
            if (value.Latest is { } latest)
            {
                output.Tell(WorkItem.FromEntry(latest), value.Done, value.Total, value.Spent, value.TimeLeft);
            }
        }
    }
}
