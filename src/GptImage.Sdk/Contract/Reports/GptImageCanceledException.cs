namespace GptImage.Sdk;

/// <summary>A call or a job was canceled by the caller's token, also by one that was canceled beforehand.</summary>
/// <remarks>The service finishes what it already has and charges for it. Files that were finished stay; pictures held in memory are
/// discarded.</remarks>
public sealed class GptImageCanceledException : OperationCanceledException
{
    /// <summary>Describes the cancellation.</summary>
    /// <param name="message">What was canceled and what it cost.</param>
    /// <param name="innerException">What the cancellation interrupted, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public GptImageCanceledException(string message, Exception? innerException = null, CancellationToken cancellationToken = default)
        : base(message, innerException, cancellationToken)
    {
    }

    /// <summary>Gets what the call may have cost: the most that one of its attempts may have.</summary>
    public ChargeState Charge { get; init; }

    /// <summary>Gets the service's id of the last request, for support, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets every attempt of the call, the first one first. Empty when nothing was sent.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];

    /// <summary>Gets the pictures that were complete when the call was canceled, as files.</summary>
    public IReadOnlyList<SavedImage> RecoveredFiles { get; init; } = [];

    /// <summary>Gets the ends of all requests of a canceled job, or <see langword="null"/> for a single call.</summary>
    public ImageJobReport? Report { get; init; }
}
