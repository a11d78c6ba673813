using System.Threading.RateLimiting;

namespace GptImage.Sdk;

/// <summary>Lets so many permits through within any minute, the oldest waiter first. Unlike the limiters of the framework it follows a
/// <see cref="TimeProvider"/>, and never lets two windows' worth through at once.</summary>
internal sealed class MinuteWindowLimiter : RateLimiter
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int _limit;
    private readonly int _queueLimit;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly object _gate = new();
    private readonly Queue<(long At, int Permits)> _taken = [];
    private readonly LinkedList<(int Permits, TaskCompletionSource<RateLimitLease> Source)> _waiting = [];
    private int _used;
    private long _passed;
    private long _refused;
    private bool _isDisposed;

    public MinuteWindowLimiter(int limit, int queueLimit, TimeProvider time)
    {
        _limit = limit;
        _queueLimit = queueLimit;
        _time = time;
        _timer = time.CreateTimer(_ => LetThrough(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
        {
            Forget();
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = _limit - _used,
                CurrentQueuedCount = _waiting.Count,
                TotalSuccessfulLeases = _passed,
                TotalFailedLeases = _refused,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ThrowIfImpossible(permitCount);
        lock (_gate)
        {
            Forget();
            return TryTake(permitCount) ? WindowLease.Passed : Refuse();
        }
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ThrowIfImpossible(permitCount);
        LinkedListNode<(int Permits, TaskCompletionSource<RateLimitLease> Source)> waiter;
        lock (_gate)
        {
            Forget();
            if (TryTake(permitCount))
            {
                return WindowLease.Passed;
            }

            if (_waiting.Count >= _queueLimit)
            {
                return Refuse();
            }

            waiter =
                _waiting.AddLast(
                    (permitCount, new TaskCompletionSource<RateLimitLease>(TaskCreationOptions.RunContinuationsAsynchronously)));
            SetTimer();
        }

        CancellationTokenRegistration registration = cancellationToken.Register(() => GiveUp(waiter, cancellationToken));
        await using (registration.ConfigureAwait(false))
        {
            return await waiter.Value.Source.Task.ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                _isDisposed = true;
                _timer.Dispose();
                foreach ((int _, TaskCompletionSource<RateLimitLease> source) in _waiting)
                {
                    source.TrySetResult(new WindowLease(false, TimeSpan.Zero));
                }

                _waiting.Clear();
            }
        }

        base.Dispose(disposing);
    }

    private void ThrowIfImpossible(int permits)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permits, _limit);
    }

    private void GiveUp(
        LinkedListNode<(int Permits, TaskCompletionSource<RateLimitLease> Source)> waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (waiter.List is not null)
            {
                _waiting.Remove(waiter);
            }
        }

        waiter.Value.Source.TrySetCanceled(cancellationToken);
        LetThrough();
    }

    private void LetThrough()
    {
        lock (_gate)
        {
            Forget();
            while (_waiting.First is { } first && Fits(first.Value.Permits))
            {
                _waiting.RemoveFirst();
                Take(first.Value.Permits);
                first.Value.Source.TrySetResult(WindowLease.Passed);
            }

            SetTimer();
        }
    }

    private bool TryTake(int permits)
    {
        bool mayPass = _waiting.Count == 0 && Fits(permits);
        if (mayPass)
        {
            Take(permits);
        }

        return mayPass;
    }

    private bool Fits(int permits) => _used + permits <= _limit;

    private void Take(int permits)
    {
        _used += permits;
        _passed++;
        _taken.Enqueue((_time.GetTimestamp(), permits));
    }

    private WindowLease Refuse()
    {
        _refused++;
        return new WindowLease(false, UntilNext());
    }

    /// <summary>Forgets what passed more than a minute ago.</summary>
    private void Forget()
    {
        while (_taken.TryPeek(out (long At, int Permits) oldest) && _time.GetElapsedTime(oldest.At) >= Window)
        {
            _used -= _taken.Dequeue().Permits;
        }
    }

    private TimeSpan UntilNext() =>
        _taken.TryPeek(out (long At, int Permits) oldest) ? Window - _time.GetElapsedTime(oldest.At) : TimeSpan.Zero;

    private void SetTimer()
    {
        if (!_isDisposed && _waiting.Count > 0)
        {
            // A timer may be a little early; a wait of nothing would then spin.
            TimeSpan wait = UntilNext();
            _timer.Change(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }
}
