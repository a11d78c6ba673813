using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>A clock that knows when a timer of a given length is set: only then may a test let that time pass.</summary>
internal sealed class SilenceClock(TimeSpan length) : FakeTimeProvider
{
    private readonly TimeSpan _length = length;
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the timer is set and not stopped again.</summary>
    public Task WaitUntilSetAsync() => Volatile.Read(ref _set).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Watched(base.CreateTimer(callback, state, dueTime, period), this);

    private sealed class Watched(ITimer inner, SilenceClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isChanged = inner.Change(dueTime, period);
            if (dueTime == clock._length)
            {
                Volatile.Read(ref clock._set).TrySetResult();
            }
            else
            {
                Volatile.Write(ref clock._set, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return isChanged;
        }

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
