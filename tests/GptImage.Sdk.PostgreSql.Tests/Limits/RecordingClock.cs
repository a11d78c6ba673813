using System.Collections.Concurrent;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>A clock whose waits are over at once. It remembers how long they would have been.</summary>
internal sealed class RecordingClock : TimeProvider
{
    /// <summary>Gets the waits.</summary>
    public ConcurrentBag<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            Waits.Add(dueTime);
        }

        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
