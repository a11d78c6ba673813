using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The purchases of the MCP server. They are in the user's ledger, which outlives the process: a call that is made again finds
/// what the first one bought, or what another server buys now.</summary>
/// <param name="client">Makes the pictures.</param>
/// <param name="address">The address of the service.</param>
/// <param name="options">Where the ledger is, and the clock.</param>
/// <param name="budget">Takes what purchases cost.</param>
/// <threadsafety instance="true"/>
internal sealed class PurchaseBook(GptImageClient client, Uri address, McpOptions options, SessionBudget budget) : IDisposable
{
    /// <summary>How long a finished purchase answers the same call.</summary>
    public static readonly TimeSpan RepeatWindow = TimeSpan.FromMinutes(10);

    /// <summary>How often a purchase of another process is looked at.</summary>
    private static readonly TimeSpan FollowInterval = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Dictionary<string, Purchase> _running = new(StringComparer.Ordinal);
    private readonly UserLedger _ledger = new(options.StateFolder, options.Time);

    /// <summary>Gives an order its place in the ledger.</summary>
    /// <exception cref="ToolException">An input cannot be read.</exception>
    public async Task<UserRequest> IdentifyAsync(PurchaseOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await UserLedger.IdentifyAsync(client, address, order.Request, order.Difference, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new ToolException(ToolException.Invalid, $"{exception.Message} Nothing was sent.", exception);
        }
    }

    /// <summary>Finds what an earlier call with the same arguments buys or bought.</summary>
    /// <returns>The purchase, or <see langword="null"/> when the call buys.</returns>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public Task<Purchase?> FindAsync(UserRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, StandsFor, cancellationToken);

    /// <summary>Opens the latest purchase of an id.</summary>
    /// <returns>The purchase, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public Task<Purchase?> OpenAsync(string id, CancellationToken cancellationToken) =>
        _ledger.Read(id).Count == 0
            ? Task.FromResult<Purchase?>(null)
            : ReadAsync(UserRequest.FromId(id), _ => true, cancellationToken);

    /// <summary>Starts a purchase, or joins the one that is under way.</summary>
    /// <param name="request">The request.</param>
    /// <param name="order">The order, whose highest cost is reserved; it is given back at the end.</param>
    public Purchase Start(UserRequest request, PurchaseOrder order)
    {
        lock (_gate)
        {
            if (FindRunning(request.Id) is { } running)
            {
                budget.Settle(order.UpTo, null, null);
                return running;
            }

            return _running[request.Id] =
                new Purchase(request.Id, Task.Run(() => BuyAsync(request, order), CancellationToken.None));
        }
    }

    /// <summary>Lists the purchases whose pictures go into the allowed folders, the latest first.</summary>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public IReadOnlyList<UserLedgerEntry> List(AllowedFolders folders) =>
        [.. _ledger.List().Where(entry => folders.Contains(entry.Name)).Reverse()];

    /// <summary>Tells whether the pictures of the latest purchase of an id go into the allowed folders.</summary>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public bool IsWithin(string id, AllowedFolders folders) =>
        _ledger.Read(id) is [.., { } latest] ? folders.Contains(latest.Name) : IsRunning(id);

    /// <summary>Gets the id of the request that a purchase belongs to: the ledger numbers purchases of the same request.</summary>
    public static string RequestIdOf(UserLedgerEntry entry) => entry.Id.Split('-')[0];

    /// <summary>Tells whether this process makes a purchase now.</summary>
    public bool IsRunning(string id)
    {
        lock (_gate)
        {
            return FindRunning(id) is not null;
        }
    }

    /// <summary>Waits for the purchases under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_running.Values.Select(purchase => purchase.Completion));
        }
    }

    public void Dispose() => _reading.Dispose();

    private static bool IsUnderWay(IReadOnlyList<UserLedgerEntry> entries) =>
        entries is [.., { State: PurchaseState.Claimed or PurchaseState.Sending }];

    /// <summary>Tells whether an end answers the same call: what may have been bought always, what is finished for a while.</summary>
    private bool StandsFor(PictureOutcome end) => end.Status switch
    {
        PictureStatus.Unknown => true,
        PictureStatus.Finished => options.Time.GetUtcNow() - end.EndedAt < RepeatWindow,
        _ => false,
    };

    private Purchase? FindRunning(string id) =>
        _running.TryGetValue(id, out Purchase? running) && !running.Completion.IsCompleted ? running : null;

    private async Task<Purchase?> ReadAsync(UserRequest request, Func<PictureOutcome, bool> counts, CancellationToken cancellationToken)
    {
        // One at a time: a ledger that is only being read would look as if another process bought there.
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (FindRunning(request.Id) is { } running)
                {
                    return running;
                }
            }

            return await RecallAsync(request, cancellationToken).ConfigureAwait(false) is { } end && counts(end)
                ? Purchase.FromOutcome(request.Id, end)
                : null;
        }
        catch (FolderInUseException) when (IsUnderWay(_ledger.Read(request.Id)))
        {
            lock (_gate)
            {
                return _running[request.Id] = new Purchase(request.Id, FollowAsync(request));
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads how the latest purchase ended. Pictures that a killed server left complete are found.</summary>
    /// <exception cref="FolderInUseException">It has not ended: another process makes it.</exception>
    private async Task<PictureOutcome?> RecallAsync(UserRequest request, CancellationToken cancellationToken)
    {
        using UserPurchase held = await _ledger.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        return held.Latest is { } latest ? PictureOutcome.FromLedger(latest) : null;
    }

    private async Task<PictureOutcome> BuyAsync(UserRequest request, PurchaseOrder order)
    {
        PictureOutcome? end = null;
        try
        {
            using UserPurchase held = await _ledger.OpenAsync(request, options.SoftStop).ConfigureAwait(false);
            if (held.Latest is { } latest && PictureOutcome.FromLedger(latest) is { } earlier && StandsFor(earlier))
            {
                // It ended while the user was asked.
                return earlier;
            }

            return end = await BuyAsync(held, order).ConfigureAwait(false);
        }
        catch (FolderInUseException)
        {
            // Another server was faster with the same call.
            return await FollowAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return end = PictureOutcome.FromException(exception, ChargeState.NotSent, [], null, options.Time.GetUtcNow());
        }
        finally
        {
            budget.Settle(order.UpTo, end?.Cost, end?.PossibleCost);
        }
    }

    private async Task<PictureOutcome> BuyAsync(UserPurchase held, PurchaseOrder order)
    {
        try
        {
            string pattern = order.PatternFor(held.Id, _ledger.Read(held.Id).Count + 1);
            SavedImageResult result = await held.BuyAsync(client, pattern, overwrite: false, options.SoftStop, options.HardStop)
                .ConfigureAwait(false);
            return new PictureOutcome
            {
                Status = PictureStatus.Finished,
                Files = [.. result.Files.Select(file => PictureFile.Read(file.Path)).OfType<PictureFile>()],
                Cost = held.Latest?.Cost ?? order.UpTo,
                Charge = ChargeState.Charged,
                RequestId = result.RequestId,
                Message = held.LedgerProblem,
                EndedAt = options.Time.GetUtcNow(),
            };
        }
        catch (GptImageException exception)
        {
            IReadOnlyList<string> rescued = await RescueAsync(exception.RecoveredImages).ConfigureAwait(false);
            return PictureOutcome.FromException(
                exception, exception.Charge, [.. exception.RecoveredFiles.Select(file => file.Path), .. rescued], order.UpTo,
                options.Time.GetUtcNow());
        }
        catch (GptImageCanceledException exception)
        {
            return PictureOutcome.FromException(
                exception, exception.Charge, exception.RecoveredFiles.Select(file => file.Path), order.UpTo, options.Time.GetUtcNow());
        }
    }

    /// <summary>Keeps pictures that were paid for and could not be written where they were wanted.</summary>
    private async Task<IReadOnlyList<string>> RescueAsync(IReadOnlyList<GeneratedImage> images)
    {
        List<string> paths = [];
        foreach (GeneratedImage image in images)
        {
            if (await PictureRescue.SaveAsync(options.StateFolder, image).ConfigureAwait(false) is { } path)
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    /// <summary>Waits for the end of a purchase that another process makes.</summary>
    private async Task<PictureOutcome> FollowAsync(UserRequest request)
    {
        while (true)
        {
            try
            {
                await Task.Delay(FollowInterval, options.Time, options.SoftStop).ConfigureAwait(false);
                return await RecallAsync(request, options.SoftStop).ConfigureAwait(false) ?? new PictureOutcome
                {
                    Status = PictureStatus.Failed,
                    Message = "Another process was asked for the same and sent nothing. Call again to buy the pictures.",
                };
            }
            catch (FolderInUseException)
            {
                // It is still under way.
                continue;
            }
            catch (OperationCanceledException)
            {
                return new PictureOutcome
                {
                    Status = PictureStatus.Unknown,
                    Charge = ChargeState.PossiblyCharged,
                    Message = "The server stopped while another process was buying the pictures, so they may have been charged. Check the "
                        + "usage page of the account.",
                    EndedAt = options.Time.GetUtcNow(),
                };
            }
            catch (IOException exception)
            {
                return PictureOutcome.FromException(
                    exception, ChargeState.PossiblyCharged, [], null, options.Time.GetUtcNow());
            }
        }
    }
}
