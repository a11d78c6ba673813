namespace GptImage.Sdk;

/// <summary>Makes many pictures without losing or buying one twice.</summary>
public static class ImageJobExtensions
{
    /// <summary>
    /// Runs many requests into a folder. A ledger there (<c>job.jsonl</c>) says what was sent and how it ended, so that a job that was
    /// stopped or killed continues when it runs again. What is finished and what may have been bought is not bought again, unless an option
    /// says so. </summary>
    /// <remarks>With a <see cref="GptImageClient"/> a request counts as sent from the moment between the rate limiter's permit and the
    /// upload; after a kill only such requests are unknown. With any other <see cref="IGptImageClient"/> it counts as sent when the client
    /// is called.</remarks>
    /// <param name="client">The client.</param>
    /// <param name="requests">The requests. Equal ones stay separate; their order may change between runs.</param>
    /// <param name="options">Where the pictures go, and how many requests are under way at once.</param>
    /// <param name="progress">Called with each request that ended, one after the other. What it throws ends the job.</param>
    /// <param name="cancellationToken">Cancels the job and the calls under way, which may have been charged; the ledger knows them.
    /// <see cref="ImageJobOptions.StopToken"/> lets them finish.</param>
    /// <returns>The end of every request. One that fails does not stop the others; a refused key, an empty quota, a reached budget, a
    /// blocked Azure resource, or two unusable answers of the same kind in a row stop the job
    /// (<see cref="ImageJobReport.StoppedBy"/>).</returns>
    /// <exception cref="ArgumentException">An option is wrong, or a request is null.</exception>
    /// <exception cref="IOException">Another run works in the folder, or the ledger cannot be read, is damaged, or cannot be locked.
    /// Nothing was sent.</exception>
    /// <exception cref="GptImageJobException">The job cannot go on, for example because its ledger cannot be written any more or a callback
    /// failed. The report so far and the pictures that could not be written are on the exception.</exception>
    /// <exception cref="GptImageCanceledException">The job was canceled; the report so far is on the exception.</exception>
    public static async Task<ImageJobReport> RunAsync(
        this IGptImageClient client, IEnumerable<ImageRequest> requests, ImageJobOptions options,
            IProgress<ImageJobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(options);
        ImageJobOptions settings = options.Checked();
        IReadOnlyList<ImageRequest> copy = ListCopy.Create<ImageRequest>([.. requests], nameof(requests));
        if (cancellationToken.IsCancellationRequested)
        {
            throw JobRunner.CancelBeforehand(
                copy, Path.Combine(settings.OutputDirectory, LedgerFile.FileName), cancellationToken);
        }

        // Inputs and files are hashed first, which is nothing for a thread that draws windows.
        return await Task.Run(() => RunInFolderAsync(client, copy, settings, progress, cancellationToken), CancellationToken.None)
            .ConfigureAwait(false);
    }

    private static async Task<ImageJobReport> RunInFolderAsync(
        IGptImageClient client, IReadOnlyList<ImageRequest> requests, ImageJobOptions options, IProgress<ImageJobProgress>? progress,
            CancellationToken cancellationToken)
    {
        using FolderLedger ledger = FolderLedger.Open(options.OutputDirectory, options.TimeProvider, options.SpendLimit);
        return await RunAsync(client, requests, options, ledger, ledger.Path, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a job on a ledger that is open.</summary>
    internal static async Task<ImageJobReport> RunAsync(
        IGptImageClient client, IReadOnlyList<ImageRequest> requests, ImageJobOptions options, IPurchaseLedger ledger, string ledgerPath,
        IProgress<ImageJobProgress>? progress, CancellationToken cancellationToken)
    {
        JobBuyer buyer = await JobBuyer.CreateAsync(client, options, ledger, CancellationToken.None).ConfigureAwait(false);
        return await new JobRunner(buyer, ledger, ledgerPath, options, progress).RunAsync(requests, cancellationToken)
            .ConfigureAwait(false);
    }
}
