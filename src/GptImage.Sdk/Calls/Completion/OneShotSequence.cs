namespace GptImage.Sdk;

/// <summary>A sequence that is one purchase: who enumerates it a second time would buy a second time, and is stopped before anything is
/// sent.</summary>
internal sealed class OneShotSequence<T>(IAsyncEnumerable<T> source) : IAsyncEnumerable<T>
{
    private int _isTaken;

    /// <exception cref="InvalidOperationException">The sequence was enumerated before.</exception>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _isTaken, 1) == 0
            ? source.GetAsyncEnumerator(cancellationToken)
            : throw new InvalidOperationException(
                "This sequence is one purchase and was enumerated before; a second enumeration would buy it again. Nothing was sent. Keep "
                + "what the first one gives, for example in a list, or call the method again to buy again.");
}
