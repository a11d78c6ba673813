using System.Diagnostics.CodeAnalysis;

namespace GptImage.Sdk;

/// <summary>How an attempt ended: with an answer, or with a failure.</summary>
internal sealed class AttemptOutcome<TAnswer> : IAttemptOutcome
{
    private readonly TAnswer? _answer;

    public AttemptOutcome(TAnswer answer) => _answer = answer;

    public AttemptOutcome(Failure failure) => Failure = failure;

    public Failure? Failure { get; }

    /// <summary>Takes the outcome apart: either the answer or the failure is there.</summary>
    public bool TryGetAnswer([MaybeNullWhen(false)] out TAnswer answer, [NotNullWhen(false)] out Failure? failure)
    {
        answer = _answer;
        failure = Failure;
        return failure is null;
    }
}
