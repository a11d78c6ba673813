namespace GptImage.Sdk.Testing;

/// <summary>The wait before each event of a stream.</summary>
internal static class EventPause
{
    /// <summary>Makes what waits as an outcome says.</summary>
    public static Func<CancellationToken, Task> For(FakeOutcome outcome, TimeProvider clock, CancellationToken stopping) => async aborted =>
    {
        if (outcome.StreamPause > TimeSpan.Zero)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
            await Task.Delay(outcome.StreamPause, clock, either.Token).ConfigureAwait(false);
        }
    };
}
