using GptImage.Sdk;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary>All that <c>gptimage doctor</c> checks, for free.</summary>
internal static class Diagnosis
{
    /// <summary>Makes all checks.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">The options of a client; they are changed.</param>
    /// <param name="key">Where the key is from.</param>
    /// <param name="model">The model that is asked for.</param>
    public static async Task<IReadOnlyList<Check>> CheckAsync(
        CommandRun run, GptImageClientOptions options, KeyOrigin key, ImageModel model)
    {
        Uri address = options.BaseAddress;
        ServiceFacts facts = await ServiceProbe.AskAsync(options, key.IsUsable, model, run.SoftStop).ConfigureAwait(false);
        return
        [
            ServiceChecks.CheckKey(key, facts),
            ServiceChecks.CheckModel(model, key, facts),
            ServiceChecks.CheckAddress(address, facts),
            ServiceChecks.CheckClock(facts),
            ServiceChecks.CheckProxy(address, HttpClient.DefaultProxy, Environment.GetEnvironmentVariable, facts),
            ServiceChecks.CheckCertificate(address, facts, run.Context.Time.GetUtcNow()),
            MachineChecks.CheckFolder("folder", ".", "the pictures of commands that run here"),
            MachineChecks.CheckFolder("ledger", run.Context.StateFolder, "the ledger, without which nothing is bought"),
            MachineChecks.CheckFonts(OverlayFont.FindSystem("Aa")),
        ];
    }
}
