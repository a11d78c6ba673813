namespace GptImage.Sdk;

/// <summary>How an attempt ended, whatever it was to bring.</summary>
internal interface IAttemptOutcome
{
    /// <summary>Gets how it failed; <see langword="null"/> when it brought its answer.</summary>
    Failure? Failure { get; }
}
