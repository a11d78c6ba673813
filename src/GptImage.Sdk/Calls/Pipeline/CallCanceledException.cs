namespace GptImage.Sdk;

/// <summary>The caller gave a call up. To the caller it is any cancellation; a job learns from it whether something may have been
/// bought.</summary>
internal sealed class CallCanceledException(ChargeState charge, Exception cause, CancellationToken cancellationToken)
    : OperationCanceledException("The call was given up. " + ChargeWords.Describe(charge), cause, cancellationToken)
{
    /// <summary>Gets what the call may have cost.</summary>
    public ChargeState Charge => charge;
}
