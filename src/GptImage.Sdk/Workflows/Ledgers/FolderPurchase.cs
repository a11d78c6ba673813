namespace GptImage.Sdk;

/// <summary>One purchase of a folder's ledger, built up from its lines.</summary>
internal sealed class FolderPurchase(PurchaseKey key)
{
    private LedgerLine? _claim;
    private PurchaseEnd? _end;
    private PurchaseEnd? _endBefore;
    private PurchaseEnd? _failure;
    private string _owner = "";
    private bool _isOpen;
    private bool _isSending;
    private decimal _spent;
    private decimal _possible;
    private decimal _lastPossible;

    public int Sent { get; private set; }

    /// <summary>Gets what its closed attempts cost.</summary>
    public decimal Spent => _spent;

    /// <summary>Gets what an open claim may cost at most.</summary>
    public decimal Reserved => _isOpen ? _claim?.UpTo ?? 0 : 0;

    /// <summary>Gets the part of it that a batch holds.</summary>
    public decimal HeldByBatch => _claim?.Batch is null ? 0 : Reserved;

    /// <summary>Gets what its closed attempts may have cost.</summary>
    public decimal Possible => _possible;

    public bool IsOpen => _isOpen;

    public bool IsSending => _isOpen && _isSending;

    public PurchaseState State => _isOpen ? _isSending ? PurchaseState.Sending : PurchaseState.Claimed
        : _end?.State ?? _failure?.State ?? PurchaseState.Waiting;

    private int Attempt => Sent + (_isSending ? 0 : 1);

    public void Claim(LedgerLine line, string owner)
    {
        _claim = line;
        _owner = owner;
        _isOpen = true;
        _isSending = false;
    }

    public void MarkSending()
    {
        if (!_isSending)
        {
            _isSending = true;
            Sent++;
        }
    }

    /// <summary>Ends the attempt; an unknown end gives way to a later one of the same attempt.</summary>
    public void End(PurchaseEnd end)
    {
        _possible -= _isOpen ? 0 : _lastPossible;
        _endBefore = _isOpen ? _end : _endBefore;
        _isOpen = false;
        _lastPossible = end.State == PurchaseState.Unknown ? end.PossibleCost ?? _claim?.UpTo ?? 0 : 0;
        _possible += _lastPossible;
        _spent += end.State == PurchaseState.Finished ? end.Cost ?? _claim?.UpTo ?? 0 : 0;
        if (end.State == PurchaseState.Failed)
        {
            _failure = end;
        }
        else
        {
            _end = end;
        }
    }

    /// <summary>Gives back what a killed run held: a claim is free, and what was being sent has an unknown outcome.</summary>
    public void Abandon()
    {
        if (!_isOpen)
        {
            return;
        }

        if (_isSending)
        {
            End(Lost);
        }

        _isOpen = false;
    }

    /// <summary>Takes back the unknown end of an attempt that is under way after all.</summary>
    public void Reopen()
    {
        _possible -= _lastPossible;
        _lastPossible = 0;
        _end = _endBefore;
        _isOpen = true;
    }

    public bool IsHeldBy(PurchaseClaim claim) => _isOpen && claim.Owner == _owner && claim.Attempt == Attempt;

    /// <summary>Tells whether late pictures of this claim are still welcome.</summary>
    public bool TakesLate(PurchaseClaim claim, PurchaseEnd end) =>
        !_isOpen && _isSending && _end is { State: PurchaseState.Unknown } && claim.Attempt == Sent && end.State != PurchaseState.Failed;

    public PurchaseEntry ToEntry() => new()
    {
        Claim = new PurchaseClaim { Key = key, Owner = _owner, Attempt = Attempt },
        State = State,
        Name = _claim?.Name ?? "",
        Count = _claim?.Count ?? 1,
        Sent = Sent,
        UpTo = _claim?.UpTo,
        End = _isOpen || ReferenceEquals(_end, Lost) ? null : _end ?? _failure,
        Spent = _spent,
        PossiblySpent = _possible,
    };

    /// <summary>The end of an attempt whose run was killed while it was sending.</summary>
    private static PurchaseEnd Lost { get; } = new() { State = PurchaseState.Unknown, Charge = ChargeState.PossiblyCharged };
}
