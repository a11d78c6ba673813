namespace GptImage.Sdk;

/// <summary>Where a batch keeps its ledger and writes its pictures.</summary>
public sealed class ImageBatchOptions
{
    /// <summary>Gets or sets the folder of the pictures and of the ledger <c>job.jsonl</c>, which jobs have, too. It is made when it is
    /// missing.</summary>
    public required string OutputDirectory { get; set; }

    /// <summary>Gets or sets what everything in the folder together may cost, batches and jobs. Requests count with half of the most that
    /// a single call may cost.</summary>
    /// <value>USD; <see langword="null"/> by default: no limit. Requests that do not fit under it end the submission before anything is
    /// sent. A request without a known price counts as the most expensive one.</value>
    public decimal? SpendLimit { get; set; }

    /// <summary>Gets or sets whether to submit requests again whose outcome is unknown. Each may cost twice.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool RepeatPossiblyCharged { get; set; }

    /// <summary>Gets or sets a function that names the file of a request, given the request and its index in the list from 0 on.</summary>
    /// <value><see langword="null"/> by default: number and fingerprint, as in <see cref="ImageJobOptions.FileName"/>.</value>
    public Func<ImageRequest, int, string>? FileName { get; set; }

    /// <summary>Makes the options of a job in the same folder.</summary>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    internal ImageJobOptions ToJob(TimeProvider time)
    {
        if (SpendLimit < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"ImageBatchOptions.SpendLimit is {SpendLimit}; set 0 USD or more, or null for no limit."));
        }

        return new ImageJobOptions
        {
            OutputDirectory = OutputFolder.GetFullPath(OutputDirectory, "ImageBatchOptions.OutputDirectory"),
            SpendLimit = SpendLimit,
            RepeatPossiblyCharged = RepeatPossiblyCharged,
            FileName = FileName,
            TimeProvider = time,
        };
    }
}
