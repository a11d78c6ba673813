using System.CommandLine;
using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary><c>gptimage doctor</c>: whether everything is in place to buy pictures.</summary>
internal static class DoctorCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Option<string> model = new("--model") { Description = "The model to ask for. Default: gpt-image-2.", HelpName = "NAME" };
        Option<bool> buy = new("--buy")
        {
            Description = "Buy the cheapest picture as well, after asking, and list every point in which the answer differs from what "
                + "docs/service.md says of the service. The options below are for this purchase.",
        };
        PurchaseOptions purchase = new(asksAlways: true);
        Command command = new(
            "doctor", "Check key, model, address, clock, proxy, certificate, folders and fonts, for free, and say what to do. What cannot "
            + "be known for free is unknown.");
        command.Add(model);
        command.Add(buy);
        purchase.AddTo(command);
        return setup.Handle(command, run =>
        {
            ImageModel asked = run.Value(model) is { } name ? new ImageModel(name) : ImageModel.GptImage2;
            return run.Value(buy) && purchase.IsDryRun(run)
                ? BuyAsync(run, purchase, asked)
                : RunAsync(run, asked, run.Value(buy) ? purchase : null);
        });
    }

    private static async Task<int> RunAsync(CommandRun run, ImageModel model, PurchaseOptions? purchase)
    {
        (GptImageClientOptions options, KeyOrigin key) = ReadOptions(run);
        IReadOnlyList<Check> checks = await Diagnosis.CheckAsync(run, options, key, model).ConfigureAwait(false);
        foreach (Check check in checks)
        {
            check.Write(run.Output);
        }

        int code = checks.Select(check => check.Code).FirstOrDefault(code => code != ExitCode.Done);
        if (purchase is null)
        {
            Check.Unknown(
                "purchase", "quota, limits and what the account may draw are known only when a picture is bought",
                "Run gptimage doctor --buy for the cheapest one.").Write(run.Output);
            return code;
        }

        // Fonts are for posters alone.
        if (checks.Any(check => check is { State: CheckState.Problem, Name: not MachineChecks.Fonts }))
        {
            run.Output.Note("Nothing was bought: solve the problems first.");
            return code;
        }

        return await BuyAsync(run, purchase, model).ConfigureAwait(false);
    }

    /// <summary>Reads where to ask and with which key. A key file that cannot be used is a finding.</summary>
    private static (GptImageClientOptions Options, KeyOrigin Key) ReadOptions(CommandRun run)
    {
        try
        {
            GptImageClientOptions options = run.CreateOptions();
            return (options, KeyOrigin.FromOptions(options, run.HasKeyFile));
        }
        catch (CliException exception) when (exception.Code == ExitCode.Key)
        {
            return (run.CreateOptions(keyFile: null), new KeyOrigin("--key-file", exception.Message));
        }
    }

    private static async Task<int> BuyAsync(CommandRun run, PurchaseOptions purchase, ImageModel model)
    {
        using GptImageClient offline = run.CreateOfflineClient();
        ImageRequest request = CheapestPicture.CreateRequest(offline, model);
        using AnswerRecorder recorder = new(PictureHandler.Create(run.CreateOptions().ConnectTimeout), run.Context.Time);
        try
        {
            return await PicturePurchase.RunAsync(run, purchase, request, recorder).ConfigureAwait(false);
        }
        finally
        {
            // Also when the client could not use the answer: then the differences say why.
            if (recorder.Answer is { Status: 200 } answer)
            {
                Compare(run, new WireAnswer(answer, request, offline.Explain(request).Cost));
            }
        }
    }

    private static void Compare(CommandRun run, WireAnswer answer)
    {
        IReadOnlyList<WireDifference> differences = WireTable.Compare(answer);
        foreach (WireDifference difference in differences)
        {
            difference.Write(run.Output);
        }

        run.Output.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"The answer was compared with docs/service.md in {WireTable.Rows.Count} points, and differs in {differences.Count}."));
    }
}
