namespace GptImage.Sdk;

/// <summary>One line of a ledger.</summary>
internal sealed record JobLine
{
    public const string Job = "job";
    public const string Started = "started";
    public const string Ended = "ended";

    public const string Finished = "finished";
    public const string Failed = "failed";
    public const string Unknown = "unknown";

    public string? Event { get; init; }

    /// <summary>Gets the version of the format, on the first line.</summary>
    public int? Version { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Gets the fingerprint of the request.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the name of the request's files, without number and extension.</summary>
    public string? Name { get; init; }

    /// <summary>Gets how many pictures a start asks for; <see langword="null"/> on the lines of early versions.</summary>
    public int? Count { get; init; }

    public string? Outcome { get; init; }

    public string? Charge { get; init; }

    public IReadOnlyList<JobLineFile>? Files { get; init; }

    public JobLineUsage? Usage { get; init; }

    public decimal? Cost { get; init; }

    /// <summary>Gets what the request may cost at most.</summary>
    public decimal? UpTo { get; init; }

    public string? RequestId { get; init; }

    public string? Error { get; init; }

    public string? Message { get; init; }

    /// <summary>Gets whether the line says what a reader needs.</summary>
    public bool IsUsable => Event switch
    {
        null => false,
        Started => !string.IsNullOrEmpty(Id) && !string.IsNullOrEmpty(Name),
        Ended => !string.IsNullOrEmpty(Id) && !string.IsNullOrEmpty(Outcome)
            && (Files ?? []).All(file => file is { Name.Length: > 0, Sha256.Length: > 0 }),
        _ => true,
    };
}
