namespace GptImage.Sdk;

/// <summary>How far a batch is.</summary>
/// <remarks>A value this library does not know yet counts as under way: <c>new ImageBatchStatus("queued")</c>.</remarks>
public readonly record struct ImageBatchStatus
{
    private readonly string? _value;

    /// <summary>Names a status by its wire value.</summary>
    /// <param name="value">The wire value, for example <c>in_progress</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is null, empty or white space.</exception>
    public ImageBatchStatus(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        _value = value;
    }

    /// <summary>Gets <c>submitting</c>, a value of this library: the creation got no answer, and the batch is not in the service's list
    /// yet. It is looked for until 10 minutes after it was sent.</summary>
    public static ImageBatchStatus Submitting { get; } = new("submitting");

    /// <summary>Gets <c>unknown</c>, a value of this library: the service does not know the batch, or does not list it 10 minutes after it
    /// was sent.</summary>
    public static ImageBatchStatus Unknown { get; } = new("unknown");

    /// <summary>Gets <c>validating</c>: the service checks the lines.</summary>
    public static ImageBatchStatus Validating { get; } = new("validating");

    /// <summary>Gets <c>failed</c>: no line ran, because the file is wrong or the queue is full. Nothing was charged.</summary>
    public static ImageBatchStatus Failed { get; } = new("failed");

    /// <summary>Gets <c>in_progress</c>: lines run.</summary>
    public static ImageBatchStatus InProgress { get; } = new("in_progress");

    /// <summary>Gets <c>finalizing</c>: all lines ran, and the results are being written.</summary>
    public static ImageBatchStatus Finalizing { get; } = new("finalizing");

    /// <summary>Gets <c>completed</c>: every line ran, which does not mean that one succeeded.</summary>
    public static ImageBatchStatus Completed { get; } = new("completed");

    /// <summary>Gets <c>expired</c>: the 24 hours are over. Lines that were finished are charged and can be collected.</summary>
    public static ImageBatchStatus Expired { get; } = new("expired");

    /// <summary>Gets <c>cancelling</c>: lines under way are finished, for up to 10 minutes.</summary>
    public static ImageBatchStatus Cancelling { get; } = new("cancelling");

    /// <summary>Gets <c>cancelled</c>: it was canceled. Lines that were finished are charged and can be collected.</summary>
    public static ImageBatchStatus Cancelled { get; } = new("cancelled");

    /// <summary>Gets the wire value. Empty only for <see langword="default"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Gets whether nothing more happens to the batch.</summary>
    public bool HasEnded => this == Completed || this == Failed || this == Expired || this == Cancelled || this == Unknown;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
