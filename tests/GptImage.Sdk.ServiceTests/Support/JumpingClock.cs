using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>A clock that jumps over the waits of a client that polls, as soon as it begins one. The time limits of calls are
/// longer.</summary>
/// <param name="onWait">Called before each jump, so that a test can change what the client finds after it.</param>
/// <param name="start">What it shows at first; noon of 2026-11-27 by default.</param>
internal sealed class JumpingClock(Func<TimeSpan, Task>? onWait = null, DateTimeOffset? start = null)
    : FakeTimeProvider(start ?? new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly List<TimeSpan> _waits = [];

    /// <summary>Gets the waits in their order.</summary>
    public IReadOnlyList<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= ShortestWait && dueTime <= LongestWait)
        {
            _waits.Add(dueTime);
            _ = Task.Run(() => JumpAsync(dueTime));
        }

        return timer;
    }

    private async Task JumpAsync(TimeSpan wait)
    {
        await (onWait?.Invoke(wait) ?? Task.CompletedTask);
        Advance(wait);
    }
}
