namespace GptImage.Sdk;

/// <summary>Ends what goes on when its time is over, or when the token behind it says so.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly TimeSpan _time;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _source;
    private ITimer? _timer;

    /// <param name="time">How long it may take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends it earlier.</param>
    /// <param name="isRunning">Whether the time runs already, or only from <see cref="Start"/> on.</param>
    public TimeLimit(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken, bool isRunning = true)
    {
        _time = time;
        _clock = clock;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (isRunning)
        {
            Start();
        }
    }

    /// <summary>Gets what ends it, for whatever reason.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Gets whether the time ran out.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Lets the time run, unless it runs already.</summary>
    public void Start() => _timer ??=
        _clock.CreateTimer(static limit => (limit as TimeLimit)?.RunOut(), this, _time, Timeout.InfiniteTimeSpan);

    /// <summary>Lets what goes on take as long as it likes.</summary>
    public void Lift() => _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

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
        _timer?.Dispose();
        _source.Dispose();
    }

    private void RunOut()
    {
        IsOver = true;
        End();
    }
}
