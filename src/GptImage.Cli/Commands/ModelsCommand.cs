extern alias core;

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GptImage.Sdk;
using ImageModelCatalog = core::GptImage.Sdk.ImageModelCatalog;
using ModelFacts = core::GptImage.Sdk.ModelFacts;
using ModelStatus = core::GptImage.Sdk.ModelStatus;

namespace GptImage.Cli;

/// <summary><c>gptimage models</c>: the models, their state and their prices.</summary>
internal static class ModelsCommand
{
    private const string Priced = "a picture of 1024x1024 in medium quality";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Command command = new(
            "models", $"List the models that this version knows, how long they live, and the most that {Priced} costs. Whether your key "
            + "may use one, only the service knows.");
        return setup.Handle(command, run => Task.FromResult(Run(run)));
    }

    private static int Run(CommandRun run)
    {
        using GptImageClient client = run.CreateOfflineClient();
        DateOnly today = DateOnly.FromDateTime(run.Context.Time.GetUtcNow().UtcDateTime);
        foreach (ModelFacts facts in ImageModelCatalog.All)
        {
            string state = StateOf(facts, today);
            CostRange? cost = client.Explain(
                new TextToImageRequest("a") { Model = facts.Model, Size = new ImageSize(1024, 1024), Quality = ImageQuality.Medium }).Cost;
            run.Output.WriteText(Describe(facts, state, cost));
            run.Output.WriteJson("model", writer => Write(writer, facts, state, cost));
        }

        string read = string.Join(
            " and ", ImageModelCatalog.All.Select(facts => facts.Prices?.ReadOn).OfType<DateOnly>().Distinct().Order()
                .Select(date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        run.Output.Note($"Prices are the most that {Priced} costs, by the price list of {read}.");
        return ExitCode.Done;
    }

    private static string StateOf(ModelFacts facts, DateOnly today) =>
        facts.ShutdownDate <= today || facts.Status == ModelStatus.Retired ? "retired"
        : facts.ShutdownDate is not null || facts.Status == ModelStatus.Deprecated ? "deprecated"
        : "active";

    private static string Describe(ModelFacts facts, string state, CostRange? cost)
    {
        string until = facts.ShutdownDate is { } shutdown
            ? string.Create(CultureInfo.InvariantCulture, $" {(state == "retired" ? "since" : "until")} {shutdown:yyyy-MM-dd}")
            : "";
        string price = state == "retired" ? "" : cost is null ? "price not known" : Consent.Usd(cost.Maximum);
        return $"{facts.Model.Value,-34} {state + until,-28} {price}".TrimEnd();
    }

    private static void Write(Utf8JsonWriter writer, ModelFacts facts, string state, CostRange? cost)
    {
        writer.WriteString("name", facts.Model.Value);
        writer.WriteString("state", state);
        writer.WriteString("shutdown_date", facts.ShutdownDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteNames(writer, "replacements", facts.Replacements.Select(model => model.Value));
        WriteNames(writer, "qualities", facts.Qualities.Select(quality => quality.Value));
        WriteNames(writer, "formats", facts.Formats.Concat(facts.PreviewFormats).Select(format => format.Value));
        PlanText.WriteCost(writer, cost);
    }

    private static void WriteNames(Utf8JsonWriter writer, string member, IEnumerable<string> names)
    {
        writer.WriteStartArray(member);
        foreach (string name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
