using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Takes requests to their end one by one, with a ledger: looks there first, claims there, and writes there before and after each
/// purchase.</summary>
internal sealed class JobBuyer
{
    private readonly IGptImageClient _client;
    private readonly ImageJobOptions _options;
    private readonly IPurchaseLedger _ledger;
    private readonly JobPictures _pictures;
    private readonly Dictionary<PurchaseKey, PurchaseEntry> _known;
    private readonly JobNames _names;
    private readonly RequestFingerprint _fingerprint;
    private readonly Dictionary<string, int> _equals = new(StringComparer.Ordinal);

    private JobBuyer(
        IGptImageClient client, ImageJobOptions options, IPurchaseLedger ledger, JobPictures pictures, List<PurchaseEntry> known)
    {
        _client = client;
        _fingerprint = new RequestFingerprint(client);
        _options = options;
        _ledger = ledger;
        _pictures = pictures;
        _known = known.ToDictionary(entry => entry.Claim.Key);
        _names = new JobNames(known);
    }

    /// <summary>Reads what the ledger knows.</summary>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public static async Task<JobBuyer> CreateAsync(
        IGptImageClient client, ImageJobOptions options, IPurchaseLedger ledger, CancellationToken cancellationToken)
    {
        List<PurchaseEntry> known = [];
        await foreach (PurchaseEntry entry in ledger.ListAsync(LedgerLine.JobOrder, null, cancellationToken).ConfigureAwait(false))
        {
            known.Add(entry);
        }

        return new JobBuyer(client, options, ledger, new JobPictures(Path.GetFullPath(options.OutputDirectory)), known);
    }

    /// <summary>Gives a request its fingerprint; equal ones are numbered in the order in which they come.</summary>
    /// <param name="index">Its place in the job.</param>
    /// <param name="request">The request.</param>
    /// <param name="revision">Which picture of it is wanted; the first is 1.</param>
    /// <param name="cancellationToken">Cancels reading the inputs.</param>
    public async ValueTask<JobItem> IdentifyAsync(int index, ImageRequest request, int revision, CancellationToken cancellationToken)
    {
        try
        {
            string content = await _fingerprint.ComputeAsync(request, cancellationToken).ConfigureAwait(false);
            int ordinal = _equals[content] = _equals.GetValueOrDefault(content) + 1;
            string id = IdOf(string.Create(CultureInfo.InvariantCulture, $"{content}-{ordinal}"), revision);
            return CreateItem(index, request, id, PinnedRequest.Create(request, _fingerprint.Pin));
        }
        catch (InputChangedException exception)
        {
            FindingList findings = new();
            findings.Add(Rules.InputUnreadable, exception.Message);
            JobItem item = new(index, request, "", null);
            item.Entry = JobEntries.Fail(item, new GptImageValidationException(findings.ToSortedList(), exception), null);
            return item;
        }
    }

    /// <summary>Makes the item of a request that has its id already.</summary>
    /// <param name="index">Its place in the job.</param>
    /// <param name="request">The request.</param>
    /// <param name="id">What the ledger calls it.</param>
    /// <param name="sent">The request with inputs that must have the bytes of the id.</param>
    public JobItem CreateItem(int index, ImageRequest request, string id, ImageRequest sent) =>
        new(index, request, id, _known.GetValueOrDefault(new PurchaseKey(LedgerLine.JobOrder, id))) { Sent = sent };

    /// <summary>Makes the item of another picture of the same request and revision, which checks ask for. Its id is none that a revision
    /// has.</summary>
    /// <param name="item">The request.</param>
    /// <param name="request">What is sent for the other picture: the same inputs, and words that checks may have added. They do not change
    /// what the purchase is.</param>
    /// <param name="picture">Which picture is wanted, from 2 on.</param>
    public JobItem CreateRetry(JobItem item, ImageRequest request, int picture) => CreateItem(
        item.Index, request, string.Create(CultureInfo.InvariantCulture, $"{item.Fingerprint}c{picture}"),
        PinnedRequest.Create(request, _fingerprint.Pin));

    /// <summary>Says how a request ended in an earlier run.</summary>
    /// <returns>The end, or <see langword="null"/> when the request is to be sent.</returns>
    /// <exception cref="IOException">The ledger or the store cannot be read or written.</exception>
    public async Task<ImageJobEntry?> RecallAsync(JobItem item, CancellationToken cancellationToken)
    {
        if (item.Known is not { State: PurchaseState.Finished or PurchaseState.Unknown } known)
        {
            return null;
        }

        IReadOnlyList<SavedImage> files = known.End is { } end
            ? await _pictures.VerifyAsync(end.Pictures, cancellationToken).ConfigureAwait(false)
            : await _pictures.RecoverAsync(known.Name, known.Count, cancellationToken).ConfigureAwait(false);
        if (known.End is null && files.Count == known.Count)
        {
            ImageJobEntry recovered = JobEntries.Recover(item, known, files);
            await _ledger.EndAsync(known.Claim, JobEntries.ToEnd(recovered), CancellationToken.None).ConfigureAwait(false);
            return recovered;
        }

        ImageJobEntry entry = JobEntries.Remember(item, known, files);
        bool isRepeated = entry.Outcome switch
        {
            ImageJobOutcome.FilesChanged => _options.RepeatChangedFiles,
            ImageJobOutcome.Unknown => _options.RepeatPossiblyCharged,
            _ => false,
        };
        return isRepeated ? null : entry;
    }

    /// <summary>Buys a request and writes its end.</summary>
    /// <param name="item">The request.</param>
    /// <param name="work">The work that it is a piece of.</param>
    /// <param name="cancellationToken">Cancels the purchase.</param>
    /// <param name="send">Sends it; <see langword="null"/> for a call that brings the finished pictures.</param>
    public async Task<JobStep> RunAsync(
        JobItem item, BoundedWork work, CancellationToken cancellationToken, PictureSender? send = null)
    {
        RequestPlan plan = _client.RequirePlan(item.Request);
        if (!plan.IsValid)
        {
            return new JobStep(JobEntries.Fail(item, new GptImageValidationException(plan.Findings), plan));
        }

        PurchaseRequest wanted = Name(item);
        if (await _pictures.FindAsync(wanted.Name, wanted.Count, cancellationToken).ConfigureAwait(false) is [{ } inTheWay, ..])
        {
            return new JobStep(JobEntries.FailInTheWay(item, inTheWay.Path));
        }

        decimal? upTo = JobCost.MostOf(item.Request, plan, _options.SpendLimit is not null);
        ClaimResult answer = await ClaimAsync(item, wanted, upTo, work).ConfigureAwait(false);
        return answer switch
        {
            { Claim: { } claim } => await BuyAsync(
                item, plan, claim, wanted.Name, send ?? SendAsync, work, cancellationToken).ConfigureAwait(false),
            { Status: ClaimStatus.OverLimit } when work.IsStopped => new JobStep(item.NewEntry()),
            { Status: ClaimStatus.OverLimit } => new JobStep(
                JobEntries.Fail(item, JobCost.OverLimit(upTo ?? 0, answer.Spending), plan)),
            { Status: ClaimStatus.Ended, Entry: { } ended } => new JobStep(JobEntries.Remember(
                item, ended, await _pictures.VerifyAsync(ended.End?.Pictures ?? [], cancellationToken).ConfigureAwait(false))),
            _ => new JobStep(Hold(item)),
        };
    }

    /// <summary>Says what is claimed for a request, under a name that no other request has.</summary>
    public PurchaseRequest Name(JobItem item) => new()
    {
        Name = _names.Take(
            JobFileName.CreateFor(_options, item.Request, item.Index, item.Fingerprint, (item.Known?.Sent ?? 0) + 1), item.Request.Count),
        Count = item.Request.Count,
        Request = item.Request,
        Repeat = RepeatOf(item.Known),
    };

    /// <summary>A purchase that others are making was not started here.</summary>
    private static ImageJobEntry Hold(JobItem item)
    {
        GptImageJobException error = new(
            "Another worker buys this request now, or a batch in this folder has it: collect or cancel the batch first. Nothing was sent.")
        { Charge = ChargeState.NotSent };
        return item.NewEntry() with { Error = error, ErrorName = error.GetType().Name, ErrorMessage = error.Message };
    }

    private static string IdOf(string first, int revision) =>
        revision == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}v{revision}");

    private static PurchaseRepeat RepeatOf(PurchaseEntry? known) => known?.State switch
    {
        PurchaseState.Finished => PurchaseRepeat.Always,
        PurchaseState.Unknown => PurchaseRepeat.Unknown,
        _ => PurchaseRepeat.Never,
    };

    /// <summary>Claims a request. Money that others have reserved may come free, so that is waited for.</summary>
    private async Task<ClaimResult> ClaimAsync(JobItem item, PurchaseRequest request, decimal? upTo, BoundedWork work)
    {
        while (true)
        {
            Task nextEnd = work.NextEnd;
            ClaimResult answer =
                await _ledger.ClaimAsync(item.Key, request, upTo, CancellationToken.None).ConfigureAwait(false);
            if (answer.Status != ClaimStatus.OverLimit || work.IsStopped || upTo is not { } needed
                || !BoundedWork.FitsLater(answer.Spending, needed))
            {
                return answer;
            }

            await work.WaitAsync(nextEnd).ConfigureAwait(false);
        }
    }

    private async Task<JobStep> BuyAsync(
        JobItem item, RequestPlan plan, PurchaseClaim claim, string name, PictureSender send, BoundedWork work,
        CancellationToken cancellationToken)
    {
        string path = Path.Combine(_pictures.Folder, name);
        using SendGate gate = new(_ledger, claim, _options.StopToken, cancellationToken);
        ImageJobEntry entry;
        try
        {
            SavedImageResult result = await work.WhenAffordableAsync(() => send(item.Sent, path, gate)).ConfigureAwait(false);
            entry = JobEntries.Finish(item, _client.RequireResult(result), plan);
        }
        catch (GptImageException exception)
        {
            entry = JobEntries.Fail(item, exception, plan);
        }
        catch (GptImageCanceledException exception)
        {
            entry = JobEntries.Cancel(item, exception, plan);
        }
        catch (OperationCanceledException) when (gate.Token.IsCancellationRequested && !gate.IsMarked)
        {
            entry = item.NewEntry();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The caller's own client: it did not say whether anything was bought, so the ledger keeps "sending".
            return new JobStep(JobEntries.Lose(item, plan, gate.IsMarked, exception), exception);
        }

        if (gate.Failure is not null)
        {
            return new JobStep(item.NewEntry(), gate.Failure);
        }

        return await EndAsync(claim, IsUnsentStop(entry) ? item.NewEntry() : entry).ConfigureAwait(false);

        // A request that waited for money when the job was stopped was not started.
        bool IsUnsentStop(ImageJobEntry end) => _options.StopToken.IsCancellationRequested && !gate.IsMarked
            && end is { Outcome: ImageJobOutcome.Failed, Error: GptImageBudgetException };
    }

    /// <summary>Only our own client lets the ledger know the moment between permit and upload.</summary>
    private async Task<SavedImageResult> SendAsync(ImageRequest request, string path, SendGate gate)
    {
        if (_client is ISendHookClient client)
        {
            return await client.GenerateToFilesAsync(request, path, overwrite: false, (_, _) => gate.MarkAsync(), gate.Token)
                .ConfigureAwait(false);
        }

        await gate.MarkAsync().ConfigureAwait(false);
        return await _client.GenerateToFilesAsync(request, path, overwrite: false, gate.Token).ConfigureAwait(false);
    }

    private async Task<JobStep> EndAsync(PurchaseClaim claim, ImageJobEntry entry)
    {
        try
        {
            // Our own client has brought them to the disk already.
            foreach (SavedImage file in _client is ISendHookClient ? [] : entry.Files)
            {
                JobPictures.Flush(file.Path);
            }

            await _ledger.EndAsync(claim, JobEntries.ToEnd(entry), CancellationToken.None).ConfigureAwait(false);
            return new JobStep(entry);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new JobStep(entry, exception);
        }
    }
}
