using System.Runtime.CompilerServices;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Orders of many pictures in PostgreSQL, bought by any number of machines: each purchase once, under one rate limit and one
/// budget.</summary>
/// <remarks>
/// <para><see cref="AddAsync"/> writes an order; workers call <see cref="BuyAsync"/> for each of its purchases, as often as they like and
/// from any job engine. Only the database's clock counts, every change is committed to disk before the next step, and no session state is
/// used, so that a connection pooler may stand in between.</para>
/// <para>When the database cannot be reached, its schema is missing or newer than this package, members throw
/// <see cref="GptImageJobException"/>, and those of <see cref="IPurchaseLedger"/> <see cref="IOException"/>.</para>
/// </remarks>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public sealed class PostgreSqlPurchases : IPurchaseLedger, IAsyncDisposable
{
    private readonly PurchaseDatabase _database;
    private readonly PurchaseTable _purchases;
    private readonly OrderTable _orders;
    private readonly PurchaseBuyer _buyer;
    private readonly StoryChain _stories;
    private readonly Spool _spool;
    private readonly TimeProvider _time;

    /// <summary>Prepares the access. Nothing is connected yet.</summary>
    /// <param name="options">Where orders are kept.</param>
    /// <exception cref="ArgumentException">An option is missing or out of its range; the message names it.</exception>
    public PostgreSqlPurchases(PostgreSqlPurchasesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsProblems.ThrowIfAny(options);
        _time = options.TimeProvider;
        _database = new PurchaseDatabase(options.ConnectionString, options.TimeProvider);
        _purchases = new PurchaseTable(_database, options.Heartbeat * 3, options.SpendLimit);
        RequestJsonOptions texts = new()
        {
            Inputs = options.RequestJson.Inputs ?? options.Pictures,
            BaseDirectory = options.RequestJson.BaseDirectory,
            AllowAnyPath = options.RequestJson.AllowAnyPath,
        };
        _orders = new OrderTable(_database, _purchases, texts);
        _spool = new Spool(options.SpoolDirectory ?? Spool.DefaultFolder, options.Pictures, _purchases);
        _stories = new StoryChain(this, _orders, texts, options.Pictures);
        _buyer = new PurchaseBuyer(this, _purchases, _orders, _spool, texts, options);
    }

    /// <summary>Creates the tables, or brings those of an earlier version up to date. Several processes may do it at once.</summary>
    /// <param name="cancellationToken">Cancels the migration; the tables stay as they were.</param>
    /// <exception cref="GptImageJobException">The database cannot be reached, does not allow it, or has a newer schema.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken = default) =>
        LedgerFailures.NameAsync(() => _database.MigrateAsync(cancellationToken));

    /// <summary>Writes an order, or adds to it what it lacks: the same requests added again change nothing, so that a killed submitter
    /// starts over.</summary>
    /// <param name="client">Says which model makes the pictures of a request that names none. Nothing is sent.</param>
    /// <param name="orderId">The name of the order: at most 100 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>. It is part of the names
    /// of the pictures.</param>
    /// <param name="requests">The requests, read once, in constant memory, and within one transaction. Equal ones are numbered: asked for
    /// twice, a picture is bought twice. For an order that exists they are all of its requests, with or without new ones.</param>
    /// <param name="options">What holds for the order.</param>
    /// <param name="cancellationToken">Cancels the adding. Nothing was written then.</param>
    /// <returns>The order.</returns>
    /// <exception cref="ArgumentException"><paramref name="orderId"/> is not such a name, the limit is negative, or a request cannot be
    /// written as JSON.</exception>
    /// <exception cref="GptImageJobException">The database cannot be used, or the order exists and has other requests. Nothing was
    /// written.</exception>
    /// <exception cref="GptImageValidationException">An input of a request cannot be read. Nothing was written.</exception>
    public Task<ImageOrder> AddAsync(
        IGptImageClient client, string orderId, IAsyncEnumerable<ImageRequest> requests, ImageOrderOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(requests);
        OrderName.ThrowIfInvalid(orderId);
        decimal? limit = LimitOf(options);
        return LedgerFailures.NameAsync(() => _orders.AddAsync(client, orderId, requests, limit, story: null, cancellationToken));
    }

    /// <summary>Writes a chained story as an order: each frame is drawn from the picture of the one before it, so that they are bought one
    /// after the other. For an anchored story add the requests of <see cref="StoryboardExtensions.CreateRequest"/>.</summary>
    /// <param name="client">Says which model makes the pictures of a story that names none. Nothing is sent.</param>
    /// <param name="orderId">The name of the order.</param>
    /// <param name="storyboard">The story. The same story again changes nothing.</param>
    /// <param name="options">What holds for the order.</param>
    /// <param name="cancellationToken">Cancels the adding.</param>
    /// <returns>The order. Its purchases are the frames that were reached so far.</returns>
    /// <exception cref="ArgumentException"><paramref name="orderId"/> is not such a name, the limit is negative, or the story cannot be
    /// written as JSON.</exception>
    /// <exception cref="GptImageValidationException">The story has errors. Nothing was written.</exception>
    /// <exception cref="GptImageJobException">The database or the store cannot be used, or the order exists and is another one. Nothing
    /// was written.</exception>
    public Task<ImageOrder> AddStoryAsync(
        IGptImageClient client, string orderId, Storyboard storyboard, ImageOrderOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(storyboard);
        OrderName.ThrowIfInvalid(orderId);
        decimal? limit = LimitOf(options);
        client.Explain(storyboard, StoryboardStrategy.Chained).ThrowIfInvalid();
        return LedgerFailures.NameAsync(() => _stories.AddAsync(client, orderId, storyboard, limit, cancellationToken));
    }

    /// <summary>Buys the next frame of a chained story: the first one that is not bought. Call it until it returns
    /// <see langword="null"/>, or a frame that is not finished.</summary>
    /// <param name="client">The client that sends the request.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the purchase. What was not sent is free again.</param>
    /// <returns>What became of the frame, or <see langword="null"/> when all frames are bought.</returns>
    /// <exception cref="GptImageJobException">The database or the store cannot be used, the order is not a chained story, or the picture
    /// of an earlier frame is gone.</exception>
    /// <exception cref="GptImageCanceledException">The token was canceled.</exception>
    public async Task<PurchaseOutcome?> BuyNextFrameAsync(
        IGptImageClient client, string orderId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(orderId);
        string? next = await LedgerFailures.NameAsync(() => _stories.FindNextAsync(client, orderId, cancellationToken))
            .ConfigureAwait(false);
        return next is null ? null : await BuyAsync(client, orderId, next, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Buys a purchase of an order unless it is bought, or another worker has it. It can be called as often as you like.</summary>
    /// <remarks>
    /// The picture is whole on this machine's disk before it goes to the store, and in the store before the ledger says so. When the store
    /// or the database fails after the purchase, the picture stays in the spool, and the next call brings it to where it belongs.
    /// </remarks>
    /// <param name="client">The client that sends the request. Give it a limiter of <see cref="CreateLimiter"/>.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="purchaseId">The purchase.</param>
    /// <param name="cancellationToken">Cancels the purchase. What was not sent is free again.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="GptImageJobException">The database or the store cannot be used, the order does not have that purchase, or this
    /// worker's client would buy something else than what was ordered. <see cref="GptImageException.Charge"/> says whether the picture was
    /// bought in this call.</exception>
    /// <exception cref="GptImageCanceledException">The token was canceled.</exception>
    public Task<PurchaseOutcome> BuyAsync(
        IGptImageClient client, string orderId, string purchaseId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(orderId);
        ArgumentNullException.ThrowIfNull(purchaseId);
        return _buyer.BuyAsync(client, new PurchaseKey(orderId, purchaseId), cancellationToken);
    }

    /// <summary>Brings pictures that killed workers of this machine left in the spool into store and ledger. <see cref="BuyAsync"/> does it
    /// by itself before it buys; call it when a worker starts.</summary>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>How many purchases were finished by it.</returns>
    /// <exception cref="GptImageJobException">The store or the database cannot be used. The pictures stay in the spool.</exception>
    public Task<int> RecoverAsync(CancellationToken cancellationToken = default) =>
        LedgerFailures.NameAsync(() => _spool.RecoverAsync(cancellationToken));

    /// <summary>Lets purchases with an unknown outcome be bought again. It may pay for them a second time.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="purchaseIds">The purchases. Those that are not unknown stay as they are.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <returns>How many wait again.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no such order.</exception>
    public Task<int> RepeatAsync(string orderId, IEnumerable<string> purchaseIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orderId);
        ArgumentNullException.ThrowIfNull(purchaseIds);
        return LedgerFailures.NameAsync(() => _orders.RepeatAsync(orderId, [.. purchaseIds], cancellationToken));
    }

    /// <summary>Pauses an order: nothing new is started, what was started is finished. A canceled order stays canceled.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="reason">Why, in words for people: <see cref="ImageOrder.PauseReason"/> shows it. <see langword="null"/> by
    /// default: it says that this method was called.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no such order.</exception>
    public Task PauseAsync(string orderId, string? reason = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(orderId, ImageOrderState.Paused, reason ?? "Paused by PauseAsync.", cancellationToken);

    /// <summary>Resumes a paused order. A canceled order stays canceled.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no such order.</exception>
    public Task ResumeAsync(string orderId, CancellationToken cancellationToken = default) =>
        ChangeAsync(orderId, ImageOrderState.Running, null, cancellationToken);

    /// <summary>Cancels an order: nothing new is started ever again, what was started is finished.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the change.</param>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no such order.</exception>
    public Task CancelAsync(string orderId, CancellationToken cancellationToken = default) =>
        ChangeAsync(orderId, ImageOrderState.Canceled, null, cancellationToken);

    /// <summary>Counts how far an order is.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the count.</param>
    /// <returns>The progress, or <see langword="null"/> when there is no such order.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used.</exception>
    public Task<ImageOrderProgress?> GetProgressAsync(string orderId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orderId);
        return LedgerFailures.NameAsync(() => _orders.GetProgressAsync(orderId, cancellationToken));
    }

    /// <summary>Sums what all orders together have cost, against <see cref="PostgreSqlPurchasesOptions.SpendLimit"/>.</summary>
    /// <param name="cancellationToken">Cancels the sum.</param>
    /// <returns>What is settled, reserved and possibly charged, with the limit.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used.</exception>
    public Task<ImageSpending> GetSpendingAsync(CancellationToken cancellationToken = default) =>
        LedgerFailures.NameAsync(() => _purchases.GetSpendingAsync(cancellationToken));

    /// <summary>Lists the orders, the newest first.</summary>
    /// <param name="cancellationToken">Cancels the list.</param>
    /// <returns>The orders, at most 1,000.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used.</exception>
    public Task<IReadOnlyList<ImageOrder>> ListOrdersAsync(CancellationToken cancellationToken = default) =>
        LedgerFailures.NameAsync(() => _orders.ListAsync(cancellationToken));

    /// <summary>Lists every change of the purchases of an order, or of one of them, in the order in which they were written.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="purchaseId">The purchase, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the list.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used.</exception>
    public async IAsyncEnumerable<PurchaseEvent> ListEventsAsync(
        string orderId, string? purchaseId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(orderId);
        EventPage page = EventPage.Start;
        do
        {
            page = await LedgerFailures.NameAsync(() => EventPage.ReadAsync(_database, orderId, purchaseId, page.Last, cancellationToken))
                .ConfigureAwait(false);
            foreach (PurchaseEvent change in page.Events)
            {
                yield return change;
            }
        }
        while (page.Events.Count > 0);
    }

    /// <summary>Makes a rate limiter that all processes share which use this database: the images a minute of all of them
    /// together.</summary>
    /// <remarks>A slot in the future is reserved for each call, and the caller waits for it: images are spread evenly over the minute, and
    /// a worker that is killed while it waits wastes its slot. A call passes with all of its images at once, so a minute can exceed the
    /// limit by the images of one call, less one.</remarks>
    /// <param name="imagesPerMinute">How many images pass in a minute, as the service counts them: pictures asked for and input images
    /// sent. All processes give the same number.</param>
    /// <returns>The limiter, for <see cref="GptImageClientOptions.ImageRateLimiter"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="imagesPerMinute"/> is below 1.</exception>
    public ImageRateLimiter CreateLimiter(int imagesPerMinute)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(imagesPerMinute, 1);
        return new ImageRateLimiter(new SlotLimiter(_database, imagesPerMinute, _time));
    }

    /// <inheritdoc/>
    public async Task<ClaimResult> ClaimAsync(
        PurchaseKey key, PurchaseRequest request, decimal? upTo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ClaimAnswer answer = await _purchases.ClaimAsync(key, request, upTo, cancellationToken).ConfigureAwait(false);
        return answer.ToResult();
    }

    /// <inheritdoc/>
    public Task MarkSendingAsync(PurchaseClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _purchases.MarkSendingAsync(claim, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RenewAsync(PurchaseClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _purchases.RenewAsync(claim, cancellationToken);
    }

    /// <inheritdoc/>
    public Task EndAsync(PurchaseClaim claim, PurchaseEnd end, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(end);
        if (end.State is not (PurchaseState.Finished or PurchaseState.Failed or PurchaseState.Unknown))
        {
            throw new ArgumentException($"A purchase does not end as {end.State}; it ends as Finished, Failed or Unknown.", nameof(end));
        }

        return _purchases.EndAsync(claim, end, cancellationToken);
    }

    /// <summary>Lists the purchases of an order, in the order in which they were added or first claimed.</summary>
    /// <param name="order">The order.</param>
    /// <param name="state">The state to list, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the list.</param>
    /// <returns>The purchases. Empty when there is no such order.</returns>
    /// <exception cref="IOException">The ledger cannot be reached or read.</exception>
    public async IAsyncEnumerable<PurchaseEntry> ListAsync(
        string order, PurchaseState? state = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        await _purchases.FreeAbandonedAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PurchaseRow> page;
        long last = 0;
        do
        {
            page = await _purchases.ReadPageAsync(order, state, last, cancellationToken).ConfigureAwait(false);
            foreach (PurchaseRow row in page)
            {
                last = row.Number;
                yield return row.ToEntry();
            }
        }
        while (page.Count > 0);
    }

    /// <summary>Closes the connections. Pictures in the spool stay there for the next worker.</summary>
    public async ValueTask DisposeAsync()
    {
        _spool.Dispose();
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private static decimal? LimitOf(ImageOrderOptions? options)
    {
        if (options?.SpendLimit < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"ImageOrderOptions.SpendLimit is {options.SpendLimit}; set 0 USD or more, or null for no limit."), nameof(options));
        }

        return options?.SpendLimit;
    }

    private Task ChangeAsync(string orderId, ImageOrderState state, string? reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orderId);
        return LedgerFailures.NameAsync(() => _orders.ChangeAsync(orderId, state, reason, cancellationToken));
    }
}
