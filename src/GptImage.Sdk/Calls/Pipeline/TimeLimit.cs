namespace GptImage.Sdk;

/// <summary>Ends what goes on when its time is over, or when the token behind it says so.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;

    /// <param name="time">How long it may take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends it earlier.</param>
    public TimeLimit(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = clock.CreateTimer(static limit => (limit as TimeLimit)?.RunOut(), this, time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets what ends it, for whatever reason.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Gets whether the time ran out.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Ends it now.</summary>
    /// <returns>Whether it went on until now.</returns>
    public bool End()
    {
        try
        {
            _source.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this very moment.
            return false;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void RunOut()
    {
        IsOver = true;
        End();
    }
}
