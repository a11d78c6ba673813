using System.Text.Json.Serialization;

namespace GptImage.Sdk;

/// <summary>One line of a ledger file.</summary>
internal sealed record LedgerLine
{
    public const string Job = "job";
    public const string Claimed = "claimed";
    public const string Sending = "sending";
    public const string Ended = "ended";

    /// <summary>The claims of a batch are sent next, all at once.</summary>
    public const string Submitting = "submitting";

    /// <summary>The service has created the batch.</summary>
    public const string Submitted = "submitted";

    /// <summary>An input picture was uploaded.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>The order of a line that names none: that of a job.</summary>
    public const string JobOrder = "job";

    public string? Event { get; init; }

    /// <summary>Gets the version of the format, on the first line.</summary>
    public int? Version { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Order { get; init; }

    /// <summary>Gets the fingerprint of the request.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the name of the request's files, without number and extension.</summary>
    public string? Name { get; init; }

    /// <summary>Gets how many pictures a claim asks for.</summary>
    public int? Count { get; init; }

    public string? Outcome { get; init; }

    public string? Charge { get; init; }

    public IReadOnlyList<LedgerLineFile>? Files { get; init; }

    public LedgerLineUsage? Usage { get; init; }

    public decimal? Cost { get; init; }

    /// <summary>Gets what the request may cost at most.</summary>
    public decimal? UpTo { get; init; }

    public string? RequestId { get; init; }

    public string? Error { get; init; }

    public string? Message { get; init; }

    /// <summary>Gets the key of the batch that a claim belongs to, or whose creation is told.</summary>
    public string? Batch { get; init; }

    /// <summary>Gets the service's id of a batch.</summary>
    public string? BatchId { get; init; }

    /// <summary>Gets the SHA-256 of an uploaded picture.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Gets the service's id of an uploaded picture.</summary>
    public string? FileId { get; init; }

    /// <summary>Gets when the service deletes an uploaded picture.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets whether the line is about one purchase.</summary>
    [JsonIgnore]
    public bool IsOfPurchase => Event is Claimed or Sending or Ended;

    [JsonIgnore]
    public PurchaseKey Key => new(Order ?? JobOrder, Id ?? "");

    /// <summary>Gets whether the line says what a reader needs.</summary>
    [JsonIgnore]
    public bool IsUsable => Event switch
    {
        Job => Version is not null,
        Claimed => Id is { Length: > 0 } && Name is { Length: > 0 },
        Sending => Id is { Length: > 0 },
        Ended => Id is { Length: > 0 } && LedgerWords.StateOf(Outcome) is not null
            && (Files ?? []).All(file => file is { Name.Length: > 0, Sha256.Length: > 0 }),
        Submitting => Batch is { Length: > 0 } && At is not null,
        Submitted => Batch is { Length: > 0 } && BatchId is { Length: > 0 },
        Uploaded => Sha256 is { Length: > 0 } && FileId is { Length: > 0 },
        _ => false,
    };
}
