namespace GptImage.Sdk;

/// <summary>A sequence that is one purchase: enumerated a second time, it would buy everything again.</summary>
internal sealed class OneShotSequence<T>(IAsyncEnumerable<T> inner) : IAsyncEnumerable<T>
{
    private int _isTaken;

    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _isTaken, 1) == 0
            ? inner.GetAsyncEnumerator(cancellationToken)
            : throw new InvalidOperationException(
                "The sequence was enumerated before, and each enumeration would buy its pictures. Nothing was sent. Collect the results of "
                + "the first one, or make a new call to buy again.");
}
