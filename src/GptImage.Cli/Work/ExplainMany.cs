using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Shows what many requests would send and cost.</summary>
internal static class ExplainMany
{
    /// <summary>Writes the plans one after the other.</summary>
    /// <param name="run">The run.</param>
    /// <param name="plan">Makes the plans with a client that needs no key.</param>
    /// <returns>The exit code: whether all would be sent.</returns>
    public static int Write(CommandRun run, Func<GptImageClient, IReadOnlyList<RequestPlan>> plan)
    {
        using GptImageClient client = run.CreateOfflineClient();
        IReadOnlyList<RequestPlan> plans = plan(client);
        int code = ExitCode.Done;
        for (int i = 0; i < plans.Count; i++)
        {
            run.Output.WriteText(string.Create(CultureInfo.InvariantCulture, $"-- {i + 1} of {plans.Count}"));
            code = Math.Max(code, PlanText.Write(run.Output, plans[i]));
        }

        CostRange? cost = CostRange.Sum(plans.Select(one => one.Cost));
        run.Output.Note($"Together: {cost?.ToString() ?? "a cost that is not known"}.");
        return code;
    }
}
