namespace GptImage.Sdk;

/// <summary>Makes many pictures without losing or buying one twice.</summary>
public static class ImageJobExtensions
{
    /// <summary>
    /// Runs many requests into a folder. A ledger there (<c>job.jsonl</c>) says what was started and how it ended, so that a job that was
    /// stopped or killed continues when it runs again: nothing that is finished, and nothing that may have been bought, is bought again by
    /// itself.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="requests">The requests. Equal ones stay separate; their order may change between runs.</param>
    /// <param name="options">Where the pictures go, and how many requests are under way at once.</param>
    /// <param name="progress">Gets told of each request that ended, one after the other.</param>
    /// <param name="cancellationToken">Stops the job. What was under way may have been bought; the ledger knows it.</param>
    /// <returns>The end of every request. One that fails does not stop the others; a refused key, an empty quota or a reached budget stops
    /// the job (<see cref="ImageJobReport.StoppedBy"/>).</returns>
    /// <exception cref="ArgumentException">An option is wrong, or a request is null.</exception>
    /// <exception cref="IOException">Another run works in the folder, or the ledger cannot be read or written; without it nothing is
    /// sent.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped the job.</exception>
    public static async Task<ImageJobReport> RunAsync(
        this IGptImageClient client, IEnumerable<ImageRequest> requests, ImageJobOptions options,
            IProgress<ImageJobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        IReadOnlyList<ImageRequest> copy = ListCopy.Create<ImageRequest>([.. requests], nameof(requests));

        // Inputs and files are hashed first, which is nothing for a thread that draws windows.
        return await Task.Run(() => RunInFolderAsync(client, copy, options, progress, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<ImageJobReport> RunInFolderAsync(
        IGptImageClient client, IReadOnlyList<ImageRequest> requests, ImageJobOptions options, IProgress<ImageJobProgress>? progress,
            CancellationToken cancellationToken)
    {
        using JobBuyer buyer = JobBuyer.Open(client, options);
        return await new JobRunner(buyer, options, progress).RunAsync(requests, cancellationToken).ConfigureAwait(false);
    }
}
