namespace GptImage.Sdk;

/// <summary>Carries a failure up to its attempt; never leaves the call.</summary>
internal sealed class AttemptFailedException(Failure failure) : Exception(failure.What, failure.Cause)
{
    public Failure Failure => failure;
}
