using System.CommandLine;
using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage history</c>: what was bought.</summary>
internal static class HistoryCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Option<int> last = new("--last")
        {
            Description = "List this many purchases at most, the latest last.",
            HelpName = "COUNT",
            DefaultValueFactory = _ => 20,
        };
        Command command = new("history", "List what was bought on this machine: when, for how much, and where the pictures are.");
        command.Add(last);
        return setup.Handle(command, run => Task.FromResult(Run(run, run.Value(last))));
    }

    private static int Run(CommandRun run, int last)
    {
        IReadOnlyList<UserLedgerEntry> all = new UserLedger(run.Context.StateFolder, run.Context.Time).ListSettled();
        foreach (UserLedgerEntry entry in all.TakeLast(Math.Max(last, 0)))
        {
            run.Output.WriteText(Describe(entry));
            if (OptionNames.ForUser(entry.Message) is { } message)
            {
                run.Output.WriteProse("  " + message);
            }

            run.Output.WriteJson("purchase", writer => Write(writer, entry));
        }

        decimal spent = all.Sum(entry => entry.Cost ?? 0);
        decimal possible = all.Sum(entry => entry.PossibleCost ?? 0);
        int unpriced = all.Count(entry =>
            entry is { Cost: null, PossibleCost: null, Charge: ChargeState.Charged or ChargeState.PossiblyCharged });
        run.Output.Note(
            $"{CountWords.Describe(all.Count, "purchase")}, {Consent.Usd(spent)}"
            + (possible > 0 ? $", and up to {Consent.Usd(possible)} more possible." : ".")
            + (unpriced > 0 ? $" The price of {unpriced} is not known." : ""));
        return ExitCode.Done;
    }

    private static IEnumerable<string> Describe(UserLedgerEntry entry)
    {
        string cost = entry.Cost is { } known ? Consent.Usd(known)
            : entry.PossibleCost is { } possible ? $"up to {Consent.Usd(possible)}"
            : WithoutPrice(entry.Charge);
        yield return $"{entry.StartedText}  {StateName(entry.State)}, {cost}";
        foreach (string file in entry.Files.Count > 0 ? entry.Files : entry.State == PurchaseState.Failed ? [] : [entry.Name])
        {
            yield return "  " + file;
        }
    }

    private static string WithoutPrice(ChargeState charge) => charge switch
    {
        ChargeState.NotSent or ChargeState.Rejected => "nothing charged",
        ChargeState.Charged => "charged, price not known",
        _ => "may have been charged, price not known",
    };

    private static string StateName(PurchaseState state) => state switch
    {
        PurchaseState.Finished => "finished",
        PurchaseState.Failed => "failed",
        PurchaseState.Unknown => "unknown",
        PurchaseState.Sending => "sending",
        _ => "waiting",
    };

    private static void Write(Utf8JsonWriter writer, UserLedgerEntry entry)
    {
        writer.WriteString("id", entry.Id);
        writer.WriteString("state", StateName(entry.State));
        writer.WriteString("started_at", entry.StartedAt);
        if (entry.EndedAt is { } endedAt)
        {
            writer.WriteString("ended_at", endedAt);
        }
        else
        {
            writer.WriteNull("ended_at");
        }

        writer.WriteStartArray("files");
        foreach (string file in entry.Files)
        {
            writer.WriteStringValue(file);
        }

        writer.WriteEndArray();
        FileJson.WriteNumber(writer, "cost_usd", entry.Cost);
        FileJson.WriteNumber(writer, "possible_cost_usd", entry.PossibleCost);
        writer.WriteString("charge", ChargeWords.NameOf(entry.Charge));
        writer.WriteString("request_id", entry.RequestId);
        writer.WriteString("message", OptionNames.ForUser(entry.Message));
    }
}
