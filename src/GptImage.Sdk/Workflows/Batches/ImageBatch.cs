namespace GptImage.Sdk;

/// <summary>The batches of a folder and how far they are.</summary>
public sealed record ImageBatch
{
    /// <summary>Gets the full path of the folder.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>Gets the batches at the service in the order of their submission.</summary>
    /// <value>Usually one. Empty when everything that was submitted had an end already.</value>
    public required IReadOnlyList<ImageBatchPart> Parts { get; init; }

    /// <summary>Gets the number of requests in the batches.</summary>
    public int Total => Parts.Sum(part => part.Total);

    /// <summary>Gets the number of them that the service finished.</summary>
    public int Completed => Parts.Sum(part => part.Completed);

    /// <summary>Gets the number of them that failed at the service.</summary>
    public int Failed => Parts.Sum(part => part.Failed);

    /// <summary>Gets whether nothing more happens at the service, so that <see cref="GptImageClient.CollectBatchAsync"/> does not
    /// wait.</summary>
    public bool HasEnded => Parts.All(part => part.Status.HasEnded);

    /// <summary>Gets the most that the batches may cost in USD, at half the price of single calls.</summary>
    /// <value><see langword="null"/> when the price of a request is not known.</value>
    public decimal? UpTo { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Completed} of {Total} completed, {Failed} failed, batches: {Parts.Count}");
}
