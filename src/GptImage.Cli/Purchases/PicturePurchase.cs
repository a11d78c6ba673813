using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Takes a request to its pictures: plan, ledger, consent, purchase, result.</summary>
internal static class PicturePurchase
{
    /// <summary>Buys a request, or says what it would cost.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">The options of the purchase.</param>
    /// <param name="request">The request.</param>
    /// <param name="handler">What sends it, once; <see langword="null"/> for the client's own handler and repeats.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        CommandRun run, PurchaseOptions options, ImageRequest request, HttpMessageHandler? handler = null)
    {
        if (options.IsDryRun(run))
        {
            using GptImageClient offline = run.CreateOfflineClient();
            return PlanText.Write(run.Output, offline.Explain(request));
        }

        GptImageClientOptions clientOptions = run.CreateOptions();
        clientOptions.Retry = handler is null ? clientOptions.Retry : new RetryOptions { MaxAttempts = 1 };
        using GptImageClient client = ClientSource.Create(clientOptions, handler);
        RequestPlan plan = client.Explain(request);
        plan.ThrowIfInvalid();
        foreach (Finding warning in plan.Findings)
        {
            run.Output.Note(FindingText.Describe(warning));
        }

        string path = options.FindPath(run, request);
        new OutputPath(path, request, options.Overwrites(run)).ThrowIfInTheWay(plan);
        using UserPurchase purchase = await BeforeSending
            .RunAsync(() => OpenAsync(run, client, clientOptions.BaseAddress, request, variation: null)).ConfigureAwait(false);
        if (purchase.IsRecovered && !options.IsAgain(run))
        {
            return await RecoverAsync(run, purchase).ConfigureAwait(false);
        }

        ThrowIfUnknown(purchase, options.IsAgain(run));
        NoteIfFinished(run, purchase);
        await options.ReadConsent(run).RequireAsync(run.Context, plan.Cost, Describe(request)).ConfigureAwait(false);
        SavedImageResult result = await PictureRescue.WatchAsync(
            run, () => purchase.BuyAsync(client, path, options.Overwrites(run), run.SoftStop, run.HardStop)).ConfigureAwait(false);
        return Finish(run, purchase, plan, result);
    }

    /// <summary>Opens the ledger of a request and holds it; see <see cref="UserLedger.IdentifyAsync"/>.</summary>
    /// <exception cref="CliException">The same purchase is under way.</exception>
    public static async Task<UserPurchase> OpenAsync(
        CommandRun run, GptImageClient client, Uri address, ImageRequest request, string? variation)
    {
        try
        {
            UserRequest known = await UserLedger
                .IdentifyAsync(client, address, request, variation, run.SoftStop).ConfigureAwait(false);
            return await new UserLedger(run.Context.StateFolder, run.Context.Time).OpenAsync(known, run.SoftStop).ConfigureAwait(false);
        }
        catch (FolderInUseException exception)
        {
            throw new CliException(
                ExitCode.NotAgreed,
                "The same purchase is under way in another process. Wait for its end, or change the prompt. Nothing was sent.", exception);
        }
    }

    /// <summary>Refuses what may have been bought.</summary>
    /// <exception cref="CliException">Whether the last purchase was charged is not known.</exception>
    public static void ThrowIfUnknown(UserPurchase purchase, bool isAgain)
    {
        if (!isAgain && purchase.Latest is { State: PurchaseState.Unknown or PurchaseState.Sending } latest)
        {
            throw new CliException(
                ExitCode.NotAgreed,
                $"The same request was sent on {latest.StartedText}, and whether it was charged is not known. Check your usage page, and "
                + "pass --again to buy it once more. Nothing was sent.");
        }
    }

    private static void NoteIfFinished(CommandRun run, UserPurchase purchase)
    {
        if (purchase.Latest is { State: PurchaseState.Finished } latest)
        {
            run.Output.Note(
                $"The same request was bought on {latest.StartedText} ({string.Join(", ", latest.Files)}). It will be bought again.");
        }
    }

    private static async Task<int> RecoverAsync(CommandRun run, UserPurchase purchase)
    {
        IReadOnlyList<SavedImage> files = await purchase.FindFilesAsync(run.SoftStop).ConfigureAwait(false);
        run.Output.Note("The picture of an earlier command that was killed is complete. Nothing was sent; pass --again to buy another.");
        run.Output.WriteText(files.Select(file => file.Path));
        run.Output.WriteJson("result", writer => ResultJson.Write(writer, files, purchase.Latest?.Cost, null, [], isRecovered: true));
        return ExitCode.Done;
    }

    private static int Finish(CommandRun run, UserPurchase purchase, RequestPlan plan, SavedImageResult result)
    {
        foreach (ImageDeviation deviation in result.Deviations)
        {
            run.Output.Note("note: " + deviation);
        }

        if (purchase.LedgerProblem is { } problem)
        {
            run.Output.Note("warning: " + problem);
        }

        decimal? cost = JobEntries.CostOf(result.Usage, plan);
        run.Output.Note(cost is { } known ? $"Charged: about {Consent.Usd(known)}." : "Charged.");
        run.Output.WriteText(result.Files.Select(file => file.Path));
        run.Output.WriteJson(
            "result", writer => ResultJson.Write(writer, result.Files, cost, result.RequestId, result.Deviations, isRecovered: false));
        return ExitCode.Done;
    }

    private static string Describe(ImageRequest request) =>
        $"{CountWords.Describe(request.Count, "picture")} of {request.Size} in quality {request.Quality?.Value ?? "auto"}";
}
