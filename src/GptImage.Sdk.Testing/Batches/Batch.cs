using System.Collections.Immutable;

namespace GptImage.Sdk.Testing;

/// <summary>A batch and its state. Looking at it moves it to the state that is due by the clock, and runs its lines.</summary>
internal sealed class Batch : IDisposable
{
    /// <summary>How many lines run when a batch is looked at: callers should not wait for an answer until thousands are drawn.</summary>
    private const int MaxLinesPerLook = 500;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly FakeBatchOutcome _outcome;
    private readonly BatchServices _services;
    private readonly TimeSpan _step;
    private readonly BatchResults _results;
    private ImmutableDictionary<BatchStatus, DateTimeOffset> _entered = ImmutableDictionary<BatchStatus, DateTimeOffset>.Empty;
    private IReadOnlyList<BatchLine> _waiting = [];
    private int _run;

    public Batch(string id, BatchOrder order, FakeBatchOutcome outcome, BatchServices services)
    {
        (Id, Order, _outcome, _services) = (id, order, outcome, services);
        _step = outcome.Step ?? services.Step;
        _results = new BatchResults(id, order, outcome, services.Folder);
        Enter(BatchStatus.Validating, services.Clock.GetUtcNow());
        ListedFrom = CreatedAt + outcome.ListedAfter;
        Snapshot = BatchSnapshot.Take(this, _results);
    }

    public string Id { get; }

    public BatchOrder Order { get; }

    public BatchStatus Status { get; private set; }

    public DateTimeOffset CreatedAt => _entered[BatchStatus.Validating];

    public DateTimeOffset ExpiresAt => CreatedAt + Window;

    /// <summary>Gets from when on it stands in the list of batches.</summary>
    public DateTimeOffset ListedFrom { get; }

    public IReadOnlyList<BatchError> Errors { get; private set; } = [];

    /// <summary>Gets the model of its lines.</summary>
    public string? Model { get; private set; }

    public int Total { get; private set; }

    /// <summary>Gets how it was after it was last looked at.</summary>
    public BatchSnapshot Snapshot { get; private set; }

    private bool IsOver => Status is BatchStatus.Failed or BatchStatus.Completed or BatchStatus.Expired or BatchStatus.Cancelled;

    /// <summary>Gets how many lines run at all.</summary>
    private int Runnable => Math.Min(_outcome.StopsAfter ?? Total, Total);

    /// <summary>Gets when each state was entered that it was in.</summary>
    public IReadOnlyDictionary<BatchStatus, DateTimeOffset> Entered => _entered;

    /// <summary>Brings it to where it is by the clock.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken) => ChangeAsync(CatchUpAsync, cancellationToken);

    /// <summary>Moves it on to its next state, whatever the clock says.</summary>
    public Task MoveAsync(CancellationToken cancellationToken) => ChangeAsync(
        async () =>
        {
            await CatchUpAsync().ConfigureAwait(false);
            if (!IsOver)
            {
                await LeaveAsync(_services.Clock.GetUtcNow()).ConfigureAwait(false);
            }
        },
        cancellationToken);

    /// <summary>Begins to cancel it.</summary>
    /// <returns>Whether that is possible; a batch that is being cancelled, or was, stays as it is.</returns>
    public async Task<bool> CancelAsync(CancellationToken cancellationToken)
    {
        bool isPossible = false;
        await ChangeAsync(
            async () =>
            {
                await CatchUpAsync().ConfigureAwait(false);
                isPossible = !IsOver || Status == BatchStatus.Cancelled;
                if (!IsOver && Status != BatchStatus.Cancelling)
                {
                    Enter(BatchStatus.Cancelling, _services.Clock.GetUtcNow());
                    await CatchUpAsync().ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return isPossible;
    }

    public void Dispose() => _gate.Dispose();

    private async Task ChangeAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await change().ConfigureAwait(false);
            Snapshot = BatchSnapshot.Take(this, _results);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task CatchUpAsync()
    {
        DateTimeOffset now = _services.Clock.GetUtcNow();
        int lastLine = _run + MaxLinesPerLook;
        while (!IsOver)
        {
            if (Status == BatchStatus.InProgress)
            {
                int due = DueAt(now);
                await RunAsync(Math.Min(due, lastLine)).ConfigureAwait(false);
                if (_run < due)
                {
                    return;
                }
            }

            DateTimeOffset? end = LeavesAt();
            bool canExpire = Status is BatchStatus.Validating or BatchStatus.InProgress;
            if (canExpire && now >= ExpiresAt && (end is null || end > ExpiresAt))
            {
                await EndAsync(BatchStatus.Expired, ExpiresAt).ConfigureAwait(false);
            }
            else if (end is { } at && at <= now)
            {
                await LeaveAsync(at).ConfigureAwait(false);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Tells when the present state ends by the clock; null when it does not.</summary>
    private DateTimeOffset? LeavesAt() =>
        _step == Timeout.InfiniteTimeSpan || (Status == BatchStatus.InProgress && Runnable < Total) ? null : _entered[Status] + _step;

    /// <summary>Tells how many lines have run by the clock.</summary>
    private int DueAt(DateTimeOffset now)
    {
        if (_step == Timeout.InfiniteTimeSpan)
        {
            return _outcome.StopsAfter is null ? 0 : Runnable;
        }

        TimeSpan elapsed = (now < ExpiresAt ? now : ExpiresAt) - _entered[BatchStatus.InProgress];
        return elapsed >= _step ? Runnable : (int)(Runnable * (elapsed / _step));
    }

    private async Task LeaveAsync(DateTimeOffset at)
    {
        switch (Status)
        {
            case BatchStatus.Validating:
                Enter(Validate() ? BatchStatus.InProgress : BatchStatus.Failed, at);
                break;
            case BatchStatus.InProgress:
                await RunAsync(Runnable).ConfigureAwait(false);
                if (Runnable < Total)
                {
                    await EndAsync(BatchStatus.Expired, at).ConfigureAwait(false);
                }
                else
                {
                    Enter(BatchStatus.Finalizing, at);
                }

                break;
            default:
                await EndAsync(Status == BatchStatus.Finalizing ? BatchStatus.Completed : BatchStatus.Cancelled, at).ConfigureAwait(false);
                break;
        }
    }

    private async Task EndAsync(BatchStatus status, DateTimeOffset at)
    {
        (string code, string message) = status == BatchStatus.Expired
            ? ("batch_expired", "This request could not be executed before the completion window expired.")
            : ("batch_cancelled", "This request was not executed because the batch was cancelled.");
        foreach (BatchLine line in _waiting.Skip(_run))
        {
            await _results.SkipAsync(line, code, message).ConfigureAwait(false);
        }

        _results.Publish(_services.Files);
        Enter(status, at);
    }

    /// <summary>Looks at the file; the lines are put into the order in which they run.</summary>
    private bool Validate()
    {
        BatchInput input = BatchInput.Read(Id, Order.Endpoint, Order.InputFile.Bytes);
        Model = input.Model;
        Errors = _outcome.FailureCode is { } code
            ? [new BatchError(code, _outcome.FailureMessage ?? BatchWording.FailureMessage(code, Model ?? ""), _outcome.FailureLine)]
            : input.Errors;
        if (Errors.Count > 0)
        {
            return false;
        }

        _waiting = [.. input.Lines.OrderBy(line => line.Id, StringComparer.Ordinal)];
        Total = _waiting.Count;
        return true;
    }

    private async Task RunAsync(int count)
    {
        while (_run < count)
        {
            await _results.RunAsync(_waiting[_run], _services.Runner).ConfigureAwait(false);
            _run++;
        }
    }

    private void Enter(BatchStatus status, DateTimeOffset at)
    {
        Status = status;
        _entered = _entered.SetItem(status, at);
    }
}
