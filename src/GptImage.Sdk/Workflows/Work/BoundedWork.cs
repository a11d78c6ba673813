namespace GptImage.Sdk;

/// <summary>The loop of jobs, stories and designs: pieces are started in their order, a few at once. After a stop nothing new starts, and
/// what runs comes to its end.</summary>
/// <param name="most">How many pieces run at once.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="softStop">Stops without an error.</param>
/// <param name="cancellationToken">The caller's token, which the pieces obey themselves.</param>
internal sealed class BoundedWork(int most, TimeProvider time, CancellationToken softStop, CancellationToken cancellationToken)
{
    /// <summary>Reservations of others end without a sign.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly StopRule _rule = new();
    private TaskCompletionSource _nextEnd = NewSignal();
    private bool _isBroken;

    /// <summary>Gets the failure that stopped the work, or <see langword="null"/>.</summary>
    public GptImageException? StoppedBy { get; private set; }

    public bool IsStopped
    {
        get
        {
            lock (_gate)
            {
                return StoppedBy is not null || _isBroken || softStop.IsCancellationRequested || cancellationToken.IsCancellationRequested;
            }
        }
    }

    /// <summary>Takes note of how a piece ended. Called by the pieces, in the order in which they end.</summary>
    /// <param name="failure">Why it failed, or <see langword="null"/>.</param>
    /// <param name="endsAll">Whether nothing can follow this failure.</param>
    public void Observe(GptImageException? failure, bool endsAll = false)
    {
        lock (_gate)
        {
            bool isReached = _rule.IsReached(failure);
            StoppedBy ??= isReached || (endsAll && failure is not null) ? failure : null;
        }
    }

    /// <summary>Stops the work for good: nothing new starts.</summary>
    public void Break()
    {
        lock (_gate)
        {
            _isBroken = true;
        }
    }

    /// <summary>Runs the pieces.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="work">Runs one, given its index. What it throws stops the work and is handed out as its end.</param>
    /// <param name="inOrder">Whether ends are handed out in the order of the pieces, else as they come. Nothing starts while the caller
    /// looks at an end.</param>
    /// <param name="leave">Called when the caller leaves before the end, before what runs is awaited.</param>
    public async IAsyncEnumerable<WorkEnd<T>> RunAsync<T>(
        int count, Func<int, Task<T>> work, bool inOrder, Func<Task>? leave = null)
        where T : class
    {
        List<Task<WorkEnd<T>>> underWay = [];
        int next = 0;
        bool isOver = false;
        try
        {
            while (true)
            {
                while (next < count && underWay.Count < most && !IsStopped)
                {
                    int index = next++;
                    underWay.Add(Task.Run(() => RunOneAsync(index, work), CancellationToken.None));
                }

                if (underWay.Count == 0)
                {
                    break;
                }

                Task<WorkEnd<T>> ended = inOrder ? underWay[0] : await Task.WhenAny(underWay).ConfigureAwait(false);
                WorkEnd<T> end = await ended.ConfigureAwait(false);
                underWay.Remove(ended);
                yield return end;
            }

            isOver = true;
        }
        finally
        {
            if (!isOver && leave is not null)
            {
                await leave().ConfigureAwait(false);
            }

            await Task.WhenAll(underWay).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call. While money that is reserved by others keeps it from being sent, it waits for their end.</summary>
    public async Task<T> WhenAffordableAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            Task nextEnd = NextEnd;
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (GptImageBudgetException exception) when (FitsLater(exception.Spending, exception.Needed) && !IsStopped)
            {
                await WaitAsync(nextEnd).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gets what completes when the next piece ends.</summary>
    public Task NextEnd
    {
        get
        {
            lock (_gate)
            {
                return _nextEnd.Task;
            }
        }
    }

    /// <summary>Tells whether a price fits under the limit once the reservations under way turn out to cost nothing. Those of batches
    /// end only when somebody collects them.</summary>
    public static bool FitsLater(ImageSpending spending, decimal needed) =>
        spending is { Limit: { } limit } && spending.Reserved > spending.HeldByBatches
        && spending.Settled + spending.Possible + spending.HeldByBatches + needed <= limit;

    /// <summary>Waits for an end, or a little while.</summary>
    public async Task WaitAsync(Task nextEnd)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(softStop, cancellationToken);
        await Task.WhenAny(nextEnd, Task.Delay(LongestWait, time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<WorkEnd<T>> RunOneAsync<T>(int index, Func<int, Task<T>> work)
        where T : class
    {
        try
        {
            return new WorkEnd<T>(index, await work(index).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Break();
            return new WorkEnd<T>(index, null, exception);
        }
        finally
        {
            TaskCompletionSource ended;
            lock (_gate)
            {
                ended = _nextEnd;
                _nextEnd = NewSignal();
            }

            ended.SetResult();
        }
    }
}
