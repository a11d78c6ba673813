namespace GptImage.Sdk;

/// <summary>One batch at the service. Requests of different models or endpoints, and very many of them, take several.</summary>
public sealed record ImageBatchPart
{
    /// <summary>Gets the service's id, for example <c>batch_abc123</c>; <see langword="null"/> while that is not known.</summary>
    public string? Id { get; init; }

    /// <summary>Gets how far it is.</summary>
    public required ImageBatchStatus Status { get; init; }

    /// <summary>Gets how many requests it has.</summary>
    public int Total { get; init; }

    /// <summary>Gets the number of them that the service finished.</summary>
    public int Completed { get; init; }

    /// <summary>Gets the number of them that failed at the service.</summary>
    public int Failed { get; init; }

    /// <summary>Gets when the service created it, or <see langword="null"/> when that is not known.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets when the service gives up what is left of it, or <see langword="null"/> when that is not known.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets the code of the first thing that is wrong with the whole batch, for example <c>token_limit_exceeded</c>, or
    /// <see langword="null"/>.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Gets what the service says of it, or <see langword="null"/>.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Gets the file of the lines that succeeded, once there is one.</summary>
    internal string? OutputFileId { get; init; }

    /// <summary>Gets the file of the lines that failed or did not run, once there is one.</summary>
    internal string? ErrorFileId { get; init; }

    /// <summary>Gets whether the service may have it all the same: under another key or project.</summary>
    internal bool MayBeElsewhere { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Id ?? "batch"}: {Status}, {Completed} of {Total} completed, {Failed} failed");
}
