namespace GptImage.Sdk;

/// <summary>All turns of a conversation, whatever branch they are on, and what they cost.</summary>
internal sealed class ConversationTree
{
    private readonly object _gate = new();
    private readonly IGptImageClient _client;
    private readonly ITurnBuyer _buyer;
    private readonly List<ConversationTurn> _turns = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TurnCost> _costs = new(StringComparer.Ordinal);

    public ConversationTree(IGptImageClient client, ConversationOptions options)
    {
        _client = client;
        Options = options;
        _buyer = options.OutputDirectory is { } folder
            ? new FolderTurnBuyer(client, options, folder)
            : new MemoryTurnBuyer(client, options);
    }

    public ConversationOptions Options { get; }

    /// <summary>Gets whether a picture under way is worth waiting for when the reader of its previews has left.</summary>
    public bool KeepsPictures => _buyer.KeepsPictures;

    /// <summary>Gets the turns in the order in which they ended.</summary>
    public IReadOnlyList<ConversationTurn> Turns
    {
        get
        {
            lock (_gate)
            {
                return [.. _turns];
            }
        }
    }

    /// <summary>Gets what each purchase cost or may have cost, by its id: also those that brought no turn.</summary>
    public IReadOnlyDictionary<string, TurnCost> Costs
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, TurnCost>(_costs);
            }
        }
    }

    /// <summary>Takes a turn of an earlier conversation.</summary>
    public void Restore(ConversationTurn turn)
    {
        lock (_gate)
        {
            _turns.Add(turn);
            if (turn.Id is { } id)
            {
                _taken.Add(id);
            }
        }
    }

    /// <summary>Takes what a purchase of an earlier conversation cost.</summary>
    public void Restore(string id, TurnCost cost)
    {
        lock (_gate)
        {
            _costs[id] = cost;
        }
    }

    public bool Has(ConversationTurn turn)
    {
        lock (_gate)
        {
            return _turns.Contains(turn);
        }
    }

    public (ImageRequest Request, RequestPlan Plan) Explain(TurnRequest turn, ConversationTurn? parent, FindingList findings) =>
        TurnComposer.Explain(_client, Options, turn, parent, findings);

    /// <summary>Buys a turn, or takes it from the folder when it was bought before.</summary>
    /// <param name="turn">The instruction.</param>
    /// <param name="parent">The turn whose picture it changes, or <see langword="null"/>.</param>
    /// <param name="findings">What is known to be wrong with it already.</param>
    /// <param name="partialImages">How many previews are asked for; <see langword="null"/> for a call without a stream.</param>
    /// <param name="tell">Takes the previews, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    public async Task<ConversationTurn> BuyAsync(
        TurnRequest turn, ConversationTurn? parent, FindingList findings, int? partialImages, Action<PartialImageUpdate>? tell,
        CancellationToken cancellationToken)
    {
        (ImageRequest request, RequestPlan plan) = Explain(turn, parent, findings);
        plan.ThrowIfInvalid();
        RequestFingerprint fingerprint = new(_client);
        string id = TakeId(await IdentifyAsync(fingerprint, request, cancellationToken).ConfigureAwait(false));
        bool isMade = false;
        try
        {
            TurnOrder order = new(Turns.Count + 1, id, request, plan, partialImages, tell);
            CheckedPurchases<TurnEnd> bought =
                await BuyCheckedAsync(order, fingerprint, cancellationToken).ConfigureAwait(false);
            TurnEnd end = bought.Best.Value;
            if (end.Error is { } error)
            {
                throw error;
            }

            isMade = true;
            return Add(new ConversationTurn
            {
                Number = 0,
                Request = turn,
                Parent = parent,
                Id = id,
                Charge = end.Charge,
                Cost = bought.Result is { } check ? CostOf(check.Candidates) : end.Cost,
                Usage = end.Usage,
                IsFromLedger = end.IsFromLedger,
                RequestId = end.RequestId,
                Warnings = plan.Findings,
                Check = bought.Result,
            }, end);
        }
        finally
        {
            Release(id, isMade);
        }
    }

    /// <summary>Buys a turn until its checks are satisfied. Another picture of it is a further revision of the same purchase, whatever the
    /// checks advise: it is not bought again in another run.</summary>
    private async Task<CheckedPurchases<TurnEnd>> BuyCheckedAsync(
        TurnOrder order, RequestFingerprint fingerprint, CancellationToken cancellationToken)
    {
        if (Options.Checks is not { } checks)
        {
            return new CheckedPurchases<TurnEnd>(null, await BuyRevisionAsync(order.Request, 1).ConfigureAwait(false));
        }

        return await new CheckedBuyer(_client, order.Request, checks, order.PartialImages ?? 0)
            .RunAsync(BuyRevisionAsync, cancellationToken).ConfigureAwait(false);

        async Task<CheckedPurchase<TurnEnd>> BuyRevisionAsync(ImageRequest request, int revision)
        {
            TurnOrder next = order with
            {
                Id = revision == 1 ? order.Id : FormattableString.Invariant($"{order.Id}v{revision}"),
                Request = PinnedRequest.Create(request, fingerprint.Pin),
            };
            TurnEnd end = await BuyAsync(next, cancellationToken).ConfigureAwait(false);
            Note(next.Id, end);
            return new CheckedPurchase<TurnEnd>(end, end.Error is null && Options.Checks is not null ? [ToCandidate(end)] : [], end.Error);
        }
    }

    private static decimal? CostOf(IReadOnlyList<CheckedCandidate> candidates) =>
        candidates.Any(candidate => candidate.Cost is null) ? null : candidates.Sum(candidate => candidate.Cost);

    private static CheckedCandidate ToCandidate(TurnEnd end) => CheckedCandidate.Create(end.Image, end.File) with
    {
        Cost = end.Cost,
        IsFromLedger = end.IsFromLedger,
        RequestId = end.RequestId,
    };

    private async Task<TurnEnd> BuyAsync(TurnOrder order, CancellationToken cancellationToken)
    {
        try
        {
            TurnEnd end = await _buyer.BuyAsync(order, cancellationToken).ConfigureAwait(false);
            bool isLost = end is { Error: null, File: null, Image: null }
                or { Error: OperationCanceledException and not GptImageCanceledException };
            return isLost
                ? end with { Error = Cancel(end.Charge, cancellationToken) }
                : end;
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested && exception is not GptImageCanceledException)
        {
            throw Cancel(ChargeState.NotSent, cancellationToken);
        }
    }

    private static GptImageCanceledException Cancel(ChargeState charge, CancellationToken cancellationToken) =>
        new($"The turn was canceled. {ChargeWords.Describe(charge)}", null, cancellationToken) { Charge = charge };

    private static async Task<string> IdentifyAsync(
        RequestFingerprint fingerprint, ImageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await fingerprint.ComputeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (InputChangedException exception)
        {
            FindingList findings = new();
            findings.Add(Rules.InputUnreadable, exception.Message);
            throw new GptImageValidationException(findings.ToSortedList(), exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw Cancel(ChargeState.NotSent, cancellationToken);
        }
    }

    /// <summary>Numbers equal turns: one that has a picture or is under way keeps its number, so that the same words again are another
    /// purchase, and one that failed gives it free.</summary>
    private string TakeId(string content)
    {
        lock (_gate)
        {
            int number = 1;
            while (!_taken.Add(FormattableString.Invariant($"{content}-{number}")))
            {
                number++;
            }

            return FormattableString.Invariant($"{content}-{number}");
        }
    }

    private void Release(string id, bool isMade)
    {
        lock (_gate)
        {
            if (!isMade)
            {
                _taken.Remove(id);
            }
        }
    }

    private ConversationTurn Add(ConversationTurn turn, TurnEnd end)
    {
        lock (_gate)
        {
            ConversationTurn numbered = end.File is { } file
                ? turn with { Number = _turns.Count + 1, File = file }
                : turn with { Number = _turns.Count + 1, Image = end.Image ?? new GeneratedImage(default) };
            _turns.Add(numbered);
            return numbered;
        }
    }

    /// <summary>Adds up what purchases under one id cost. What the folder remembers is the whole of it, and was counted already when it
    /// happened in this conversation.</summary>
    private void Note(string id, TurnEnd end)
    {
        TurnCost cost = new(end.Cost ?? 0, end.PossibleCost ?? 0);
        lock (_gate)
        {
            TurnCost before = _costs.GetValueOrDefault(id);
            TurnCost now = !end.IsFromLedger ? new TurnCost(before.Spent + cost.Spent, before.PossiblySpent + cost.PossiblySpent)
                : end.Error is not null && before != default ? before
                : cost;
            if (now != default)
            {
                _costs[id] = now;
            }
        }
    }
}
