namespace GptImage.Sdk;

/// <summary>Stands between permit and upload of each attempt of a request: marks it as sending, and lets a soft stop end what is not under
/// way.</summary>
internal sealed class SendGate : IDisposable
{
    private readonly object _gate = new();
    private readonly IPurchaseLedger _ledger;
    private readonly PurchaseClaim _claim;
    private readonly CancellationToken _softStop;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationTokenRegistration _registration;
    private bool _isMarked;

    public SendGate(IPurchaseLedger ledger, PurchaseClaim claim, CancellationToken softStop, CancellationToken cancellationToken)
    {
        _ledger = ledger;
        _claim = claim;
        _softStop = softStop;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registration = softStop.UnsafeRegister(static gate => ((SendGate?)gate)?.Stop(), this);
    }

    /// <summary>Gets what ends the call: the caller's token, and the soft stop before the first attempt and between two.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Gets why the ledger could not be written, or <see langword="null"/>.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Gets whether the ledger knows that the request is being sent.</summary>
    public bool IsMarked
    {
        get
        {
            lock (_gate)
            {
                return _isMarked;
            }
        }
    }

    /// <summary>Writes that the request is sent next. What throws here has sent nothing.</summary>
    /// <exception cref="OperationCanceledException">The soft stop came first: the call ends here.</exception>
    public async ValueTask MarkAsync()
    {
        bool isStopped;
        lock (_gate)
        {
            isStopped = _softStop.IsCancellationRequested;
            _isMarked |= !isStopped;
        }

        if (isStopped)
        {
            await _linked.CancelAsync().ConfigureAwait(false);
            throw new OperationCanceledException(_softStop);
        }

        try
        {
            await _ledger.MarkSendingAsync(_claim, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Failure = exception;
            throw;
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _linked.Dispose();
    }

    private void Stop()
    {
        lock (_gate)
        {
            if (_isMarked)
            {
                return;
            }
        }

        _linked.Cancel();
    }
}
