using Microsoft.Extensions.Time.Testing;

namespace GptImage.Cli.Tests;

/// <summary>A clock that tells when it is waited for, and that passes by itself while a test waits for something else.</summary>
internal sealed class WatchedClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero))
{
    private readonly TaskCompletionSource _waited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isPassing;

    /// <summary>Gets the first wait by this clock: it has begun.</summary>
    public Task FirstWait => _waited.Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets every wait by this clock be over at once until a task has ended.</summary>
    /// <param name="task">The task.</param>
    /// <param name="pending">Ends the waits that have begun before.</param>
    public async Task<TResult> PassUntilAsync<TResult>(Task<TResult> task, TimeSpan pending)
    {
        _isPassing = true;
        Advance(pending);
        TResult result = await task.WaitAsync(TestContext.Current.CancellationToken);
        _isPassing = false;
        return result;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _waited.TrySetResult();
        if (_isPassing && dueTime > TimeSpan.Zero)
        {
            // Not here: whoever waits has no timer yet.
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }
}
