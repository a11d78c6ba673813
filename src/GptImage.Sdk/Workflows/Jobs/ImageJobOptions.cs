namespace GptImage.Sdk;

/// <summary>Where a job writes its pictures, and how it goes about it.</summary>
public sealed class ImageJobOptions
{
    /// <summary>Gets or sets the folder of the pictures and of the ledger <c>job.jsonl</c>. It is made when it is missing; a job that runs
    /// again in the same folder continues.</summary>
    public required string OutputDirectory { get; set; }

    /// <summary>Gets or sets the number of concurrent requests.</summary>
    /// <value>1 to 1,000; 4 by default.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>Gets or sets what all runs in the folder together may cost. The ledger counts what was settled and what may have been
    /// charged, in this run and in earlier ones.</summary>
    /// <value>USD; <see langword="null"/> by default: no limit. A request that fits only if those under way cost less than is reserved for
    /// them waits until they end; one that cannot fit stops the job. A request without a known price counts as the most expensive one. The
    /// text model of an SVG is billed apart and not counted.</value>
    public decimal? SpendLimit { get; set; }

    /// <summary>Gets or sets a token that stops the job without an error: nothing new is sent, what was sent is finished, and the report
    /// comes back.</summary>
    /// <value>A token that is never canceled by default.</value>
    public CancellationToken StopToken { get; set; }

    /// <summary>Gets or sets whether to resend requests whose outcome in an earlier run is unknown. Each may cost twice.</summary>
    /// <value><see langword="false"/> by default: they are listed as <see cref="ImageJobOutcome.Unknown"/>.</value>
    public bool RepeatPossiblyCharged { get; set; }

    /// <summary>Gets or sets whether finished requests are bought again whose files were deleted or changed since.</summary>
    /// <value><see langword="false"/> by default: they are listed as <see cref="ImageJobOutcome.FilesChanged"/>.</value>
    public bool RepeatChangedFiles { get; set; }

    /// <summary>Gets or sets a function that names the file of a request, given the request and its index in the job from 0 on.</summary>
    /// <value><see langword="null"/> by default: number and fingerprint, for example <c>0001-3f2a9c4d-1.png</c>. What cannot stand in a
    /// file name is replaced, a name that another request has gets a number, and the extension is that of the bytes.</value>
    public Func<ImageRequest, int, string>? FileName { get; set; }

    /// <summary>Gets or sets the clock of the ledger and of the progress.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Copies the options, so that they cannot be changed while a job runs, nor its folder with the working directory.</summary>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    internal ImageJobOptions Checked()
    {
        ThrowIfInvalid();
        ImageJobOptions copy = (ImageJobOptions)MemberwiseClone();
        copy.OutputDirectory = OutputFolder.GetFullPath(OutputDirectory, "ImageJobOptions.OutputDirectory");
        return copy;
    }

    private void ThrowIfInvalid()
    {
        if (MaxConcurrency is < 1 or > 1000)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"ImageJobOptions.MaxConcurrency is {MaxConcurrency}; set 1 to 1,000."));
        }

        if (SpendLimit < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"ImageJobOptions.SpendLimit is {SpendLimit}; set 0 USD or more, or null for no limit."));
        }

        if (TimeProvider is null)
        {
            throw new ArgumentException("ImageJobOptions.TimeProvider is null; leave it at TimeProvider.System.");
        }
    }
}
