namespace GptImage.Sdk.Tests;

/// <summary>The moment between permit and upload: marked once it is reached, and the last one at which a soft stop ends a call.</summary>
public sealed class SendGateTests : IDisposable
{
    private readonly CancellationTokenSource _softStop = new();
    private readonly CancellationTokenSource _cancel = new();

    private static readonly PurchaseClaim Claim = new() { Key = new PurchaseKey("job", "a"), Owner = "here", Attempt = 1 };

    public void Dispose()
    {
        _softStop.Dispose();
        _cancel.Dispose();
    }

    [Fact]
    public async Task MarkAsync_NotStopped_WritesEachMarkAndKeepsTheTokenThroughASoftStop()
    {
        MarkLedger ledger = new();
        using SendGate gate = Open(ledger);

        bool isMarkedBefore = gate.IsMarked;
        await gate.MarkAsync();
        await _softStop.CancelAsync();

        Assert.False(isMarkedBefore);
        Assert.True(gate.IsMarked);
        Assert.Equal([Claim], ledger.Marks);
        Assert.False(gate.Token.IsCancellationRequested);
        Assert.Null(gate.Failure);
    }

    [Fact]
    public async Task MarkAsync_SecondAttempt_StaysMarked()
    {
        MarkLedger ledger = new();
        using SendGate gate = Open(ledger);

        await gate.MarkAsync();
        await gate.MarkAsync();

        Assert.True(gate.IsMarked);
        Assert.Equal([Claim, Claim], ledger.Marks);
    }

    [Fact]
    public async Task MarkAsync_StoppedBefore_EndsTheCallAndWritesNothing()
    {
        MarkLedger ledger = new();
        using SendGate gate = Open(ledger);

        await _softStop.CancelAsync();

        Assert.True(gate.Token.IsCancellationRequested);
        await Assert.ThrowsAsync<OperationCanceledException>(() => gate.MarkAsync().AsTask());
        Assert.Empty(ledger.Marks);
        Assert.False(gate.IsMarked);
        Assert.Null(gate.Failure);
    }

    [Fact]
    public async Task MarkAsync_StoppedBetweenTwoAttempts_EndsTheCallAndStaysMarked()
    {
        MarkLedger ledger = new();
        using SendGate gate = Open(ledger);
        await gate.MarkAsync();
        await _softStop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => gate.MarkAsync().AsTask());

        Assert.True(gate.Token.IsCancellationRequested);
        Assert.True(gate.IsMarked);
        Assert.Equal([Claim], ledger.Marks);
    }

    [Fact]
    public async Task MarkAsync_LedgerFails_ThrowsAndKeepsWhy()
    {
        IOException full = new("No space left on device");
        using SendGate gate = Open(new MarkLedger { Failure = full });

        Assert.Same(full, await Assert.ThrowsAsync<IOException>(() => gate.MarkAsync().AsTask()));
        Assert.Same(full, gate.Failure);
    }

    [Fact]
    public async Task Token_CallerCancels_IsCanceledAtAnyTime()
    {
        using SendGate gate = Open(new MarkLedger());
        await gate.MarkAsync();

        await _cancel.CancelAsync();

        Assert.True(gate.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Dispose_StopAfterwards_ReachesNothing()
    {
        SendGate gate = Open(new MarkLedger());
        CancellationToken token = gate.Token;

        gate.Dispose();
        await _softStop.CancelAsync();
        await _cancel.CancelAsync();

        Assert.False(token.IsCancellationRequested);
    }

    private SendGate Open(IPurchaseLedger ledger) => new(ledger, Claim, _softStop.Token, _cancel.Token);

    /// <summary>Keeps marks, and has no other part.</summary>
    private sealed class MarkLedger : IPurchaseLedger
    {
        public List<PurchaseClaim> Marks { get; } = [];

        public IOException? Failure { get; init; }

        public Task MarkSendingAsync(PurchaseClaim claim, CancellationToken cancellationToken = default)
        {
            Marks.Add(claim);
            return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
        }

        public Task<ClaimResult> ClaimAsync(
            PurchaseKey key, PurchaseRequest request, decimal? upTo, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task RenewAsync(PurchaseClaim claim, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task EndAsync(PurchaseClaim claim, PurchaseEnd end, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<PurchaseEntry> ListAsync(
            string order, PurchaseState? state = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
