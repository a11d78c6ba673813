using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>The ledger of a folder: a file there, held by one process at a time, so that a lease never ends but with its process.</summary>
internal sealed class FolderLedger : IPurchaseLedger, IDisposable
{
    private readonly object _gate = new();
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly Dictionary<PurchaseKey, FolderPurchase> _purchases = [];
    private readonly List<PurchaseKey> _keys = [];
    private readonly FolderBatches _batches = new();
    private readonly FolderLock? _lock;
    private readonly LedgerFile _file;
    private readonly TimeProvider _time;
    private readonly decimal? _limit;
    private decimal _settled;
    private decimal _reserved;
    private decimal _possible;
    private decimal _heldByBatches;

    private FolderLedger(LedgerFile file, IReadOnlyList<LedgerLine> lines, TimeProvider time, decimal? limit, FolderLock? held)
    {
        _file = file;
        _time = time;
        _limit = limit;
        _lock = held;
        foreach (LedgerLine line in lines)
        {
            Replay(line);
        }

        foreach (PurchaseKey key in _keys.Where(key => !_batches.Holds(key)))
        {
            Change(key, purchase => purchase.Abandon());
        }
    }

    public string Path => _file.Path;

    /// <summary>Opens the ledger of a folder and holds the folder.</summary>
    /// <param name="folder">The folder. It is made when it is missing.</param>
    /// <param name="time">The clock of the lines.</param>
    /// <param name="limit">What all purchases of the folder may cost in USD, or <see langword="null"/>.</param>
    /// <exception cref="IOException">The folder or the ledger cannot be had; nothing was changed.</exception>
    public static FolderLedger Open(string folder, TimeProvider time, decimal? limit)
    {
        string full = AtomicFile.CreateFolder(System.IO.Path.Combine(folder, LedgerFile.FileName));
        FolderLock held = FolderLock.Take(full);
        try
        {
            LedgerFile file = LedgerFile.Open(full, time, out IReadOnlyList<LedgerLine> lines);
            return new FolderLedger(file, lines, time, limit, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a ledger on a file that is open already, for tests of disks that run full.</summary>
    internal static FolderLedger Open(FileStream file, TimeProvider time, decimal? limit = null)
    {
        LedgerFile ledger = LedgerFile.Open(file, time, out IReadOnlyList<LedgerLine> lines);
        return new FolderLedger(ledger, lines, time, limit, null);
    }

    public Task<ClaimResult> ClaimAsync(
        PurchaseKey key, PurchaseRequest request, decimal? upTo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            FolderPurchase? known = _purchases.GetValueOrDefault(key);
            if (known is { IsOpen: true })
            {
                return Task.FromResult(new ClaimResult { Status = ClaimStatus.Held, Entry = known.ToEntry() });
            }

            if (known is not null && !IsFree(known.State, request.Repeat))
            {
                return Task.FromResult(new ClaimResult { Status = ClaimStatus.Ended, Entry = known.ToEntry() });
            }

            if (_limit is { } limit && (upTo is null || _settled + _reserved + _possible + upTo > limit))
            {
                return Task.FromResult(
                    new ClaimResult { Status = ClaimStatus.OverLimit, Entry = known?.ToEntry(), Spending = Snapshot() });
            }

            LedgerLine line = Stamp(key, LedgerLine.Claimed) with
            {
                Name = request.Name,
                Count = request.Count,
                UpTo = upTo,
                Batch = request.Batch,
            };

            // Not flushed: a claim that a power cut takes away is free, and so it should be.
            _file.Append(line, isFlushed: false);
            _batches.Take(line);
            PurchaseEntry entry = Change(key, purchase => purchase.Claim(line, line.Batch ?? _owner)).ToEntry();
            return Task.FromResult(new ClaimResult { Status = ClaimStatus.Granted, Claim = entry.Claim, Entry = entry });
        }
    }

    public Task MarkSendingAsync(PurchaseClaim claim, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!FindHeld(claim).IsSending)
            {
                _file.Append(Stamp(claim.Key, LedgerLine.Sending), isFlushed: true);
                Change(claim.Key, purchase => purchase.MarkSending());
            }
        }

        return Task.CompletedTask;
    }

    public Task RenewAsync(PurchaseClaim claim, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            FindHeld(claim);
        }

        return Task.CompletedTask;
    }

    public Task EndAsync(PurchaseClaim claim, PurchaseEnd end, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(end);
        cancellationToken.ThrowIfCancellationRequested();
        EndAll([(claim, end)]);
        return Task.CompletedTask;
    }

    /// <summary>Ends several purchases with one flush.</summary>
    /// <exception cref="ArgumentException">A state is not an end.</exception>
    /// <exception cref="InvalidOperationException">A claim is no longer held.</exception>
    /// <exception cref="IOException">The ledger cannot be written.</exception>
    public void EndAll(IReadOnlyList<(PurchaseClaim Claim, PurchaseEnd End)> ends)
    {
        foreach ((_, PurchaseEnd end) in ends)
        {
            if (end.State is not (PurchaseState.Finished or PurchaseState.Failed or PurchaseState.Unknown))
            {
                throw new ArgumentException(
                    $"A purchase does not end as {end.State}; it ends as Finished, Failed or Unknown.", nameof(ends));
            }
        }

        lock (_gate)
        {
            for (int i = 0; i < ends.Count; i++)
            {
                (PurchaseClaim claim, PurchaseEnd end) = ends[i];
                if (_purchases.GetValueOrDefault(claim.Key)?.TakesLate(claim, end) != true)
                {
                    FindHeld(claim);
                }

                Append(claim.Key, end, isFlushed: i == ends.Count - 1);
            }
        }
    }

    public async IAsyncEnumerable<PurchaseEntry> ListAsync(
        string order, PurchaseState? state = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        PurchaseEntry[] entries;
        lock (_gate)
        {
            entries = [.. _keys.Where(key => key.Order == order).Select(key => _purchases[key].ToEntry())];
        }

        foreach (PurchaseEntry entry in entries.Where(entry => state is null || entry.State == state))
        {
            await ValueTask.CompletedTask.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <summary>Finds a purchase; <see langword="null"/> when the ledger does not know it.</summary>
    public PurchaseEntry? Find(PurchaseKey key)
    {
        lock (_gate)
        {
            return _purchases.GetValueOrDefault(key)?.ToEntry();
        }
    }

    /// <summary>Gets what is known of the batches of the folder.</summary>
    public FolderBatches Batches => _batches;

    /// <summary>Says that a batch is sent next: from then on its claims outlive the process.</summary>
    /// <param name="batch">Its key.</param>
    /// <exception cref="IOException">The ledger cannot be written. Nothing may be sent.</exception>
    public void MarkSubmitting(string batch)
    {
        lock (_gate)
        {
            Write(new LedgerLine { Event = LedgerLine.Submitting, At = _time.GetUtcNow(), Batch = batch });
            MarkSending(batch);
        }
    }

    /// <summary>Says under which id the service created a batch.</summary>
    /// <exception cref="IOException">The ledger cannot be written; the batch is found by its key again.</exception>
    public void MarkSubmitted(string batch, string batchId)
    {
        lock (_gate)
        {
            Write(new LedgerLine { Event = LedgerLine.Submitted, At = _time.GetUtcNow(), Batch = batch, BatchId = batchId });
        }
    }

    /// <summary>Keeps under which id the service has a picture, so that it is uploaded once.</summary>
    /// <exception cref="IOException">The ledger cannot be written.</exception>
    public void KeepUpload(string sha256, UploadedImage uploaded)
    {
        lock (_gate)
        {
            Write(new LedgerLine
            {
                Event = LedgerLine.Uploaded,
                At = _time.GetUtcNow(),
                Sha256 = sha256,
                FileId = uploaded.Id,
                ExpiresAt = uploaded.ExpiresAt,
            });
        }
    }

    /// <summary>Ends all purchases of a batch that have no end, flushed once. What may have been bought may have cost what was set
    /// aside.</summary>
    /// <exception cref="IOException">The ledger cannot be written.</exception>
    public void EndBatch(FolderBatch batch, PurchaseEnd end)
    {
        lock (_gate)
        {
            PurchaseKey[] open = [.. batch.Open];
            for (int i = 0; i < open.Length; i++)
            {
                decimal? possible = end.State == PurchaseState.Unknown ? _purchases[open[i]].ToEntry().UpTo : null;
                Append(open[i], end with { PossibleCost = possible }, isFlushed: i == open.Length - 1);
            }
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock?.Dispose();
    }

    private static bool IsFree(PurchaseState state, PurchaseRepeat repeat) => state switch
    {
        PurchaseState.Finished => repeat == PurchaseRepeat.Always,
        PurchaseState.Unknown => repeat is PurchaseRepeat.Unknown or PurchaseRepeat.Always,
        _ => true,
    };

    private void Replay(LedgerLine line)
    {
        Take(line);
        if (line.IsOfPurchase)
        {
            Change(line.Key, purchase => Replay(purchase, line));
        }
        else if (line.Event == LedgerLine.Submitting)
        {
            MarkSending(line.Batch);
        }
    }

    /// <summary>All claims of a batch are sent.</summary>
    private void MarkSending(string? batch)
    {
        foreach (PurchaseKey key in _batches.Find(batch)?.Open ?? [])
        {
            Change(key, purchase => purchase.MarkSending());
        }
    }

    private static void Replay(FolderPurchase purchase, LedgerLine line)
    {
        switch (line.Event)
        {
            case LedgerLine.Claimed:
                // The run that made an open claim was killed before this one.
                purchase.Abandon();
                purchase.Claim(line, line.Batch ?? "");
                break;
            case LedgerLine.Sending:
                purchase.MarkSending();
                break;
            default:
                purchase.End(EndOf(line));
                break;
        }
    }

    private static PurchaseEnd EndOf(LedgerLine line) => new()
    {
        State = LedgerWords.StateOf(line.Outcome) ?? PurchaseState.Unknown,
        Charge = LedgerWords.ChargeOf(line.Charge),
        Pictures = [.. (line.Files ?? []).Select(file => new StoredPicture
        {
            Name = file.Name ?? "",
            Length = file.Length,
            Sha256 = file.Sha256 ?? "",
        })],
        Usage = line.Usage?.ToUsage(),
        Cost = line.Cost,
        PossibleCost = line.UpTo,
        RequestId = line.RequestId,
        Error = line.Error,
        Message = line.Message,
    };

    private LedgerLine Describe(PurchaseKey key, PurchaseEnd end) => Stamp(key, LedgerLine.Ended) with
    {
        Outcome = LedgerWords.NameOf(end.State),
        Charge = LedgerWords.NameOf(end.Charge),
        Files = end.Pictures.Count == 0
            ? null
            : [.. end.Pictures.Select(picture => new LedgerLineFile
            {
                Name = picture.Name,
                Length = picture.Length,
                Sha256 = picture.Sha256,
            })],
        Usage = LedgerLineUsage.FromUsage(end.Usage),
        Cost = end.Cost,
        UpTo = end.PossibleCost,
        RequestId = end.RequestId,
        Error = end.Error,
        Message = end.Message,
    };

    private LedgerLine Stamp(PurchaseKey key, string name) => new()
    {
        Event = name,
        At = _time.GetUtcNow(),
        Order = key.Order == LedgerLine.JobOrder ? null : key.Order,
        Id = key.Id,
    };

    private void Append(PurchaseKey key, PurchaseEnd end, bool isFlushed)
    {
        LedgerLine line = Describe(key, end);
        _file.Append(line, isFlushed);
        _batches.Take(line);
        Change(key, purchase => purchase.End(end));
    }

    private void Write(LedgerLine line)
    {
        _file.Append(line, isFlushed: true);
        Take(line);
    }

    /// <summary>Takes note of a line. A batch that was lost and is found has its purchases again.</summary>
    private void Take(LedgerLine line)
    {
        PurchaseKey[] found = line.Event == LedgerLine.Submitted ? [.. _batches.Find(line.Batch)?.Lost ?? []] : [];
        _batches.Take(line);
        foreach (PurchaseKey key in found)
        {
            Change(key, static purchase => purchase.Reopen());
        }
    }

    private FolderPurchase FindHeld(PurchaseClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _purchases.GetValueOrDefault(claim.Key) is { } purchase && purchase.IsHeldBy(claim)
            ? purchase
            : throw new InvalidOperationException(
                $"The purchase '{claim.Key.Id}' is no longer held by this claim: it has an end, or another attempt has it.");
    }

    /// <summary>Changes a purchase and keeps the sums.</summary>
    private FolderPurchase Change(PurchaseKey key, Action<FolderPurchase> change)
    {
        if (!_purchases.TryGetValue(key, out FolderPurchase? purchase))
        {
            _purchases[key] = purchase = new FolderPurchase(key);
            _keys.Add(key);
        }

        Count(purchase, -1);
        change(purchase);
        Count(purchase, 1);
        return purchase;
    }

    private void Count(FolderPurchase purchase, int sign)
    {
        _settled += sign * purchase.Spent;
        _reserved += sign * purchase.Reserved;
        _possible += sign * purchase.Possible;
        _heldByBatches += sign * purchase.HeldByBatch;
    }

    private ImageSpending Snapshot() => new()
    {
        Limit = _limit,
        Settled = _settled,
        Reserved = _reserved,
        Possible = _possible,
        HeldByBatches = _heldByBatches,
    };
}
