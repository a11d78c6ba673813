using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Tests;

public sealed class FolderBatchesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_SubmittingAndKilled_KeepsTheClaimsOpen()
    {
        await SubmitAsync("b1", isSubmitting: true, "x-1", "y-1");

        using FolderLedger ledger = Open();

        FolderBatch batch = Assert.Single(ledger.Batches.Sent);
        Assert.Equal(("b1", 2, 0.5m, null), (batch.Key, batch.Total, batch.UpTo, batch.BatchId));
        Assert.True(batch.IsOpen);
        Assert.Equal([PurchaseState.Sending, PurchaseState.Sending], await StatesAsync(ledger));
    }

    [Fact]
    public async Task Open_KilledBeforeSubmitting_FreesTheClaims()
    {
        await SubmitAsync("b1", isSubmitting: false, "x-1");

        using FolderLedger ledger = Open();

        Assert.Empty(ledger.Batches.Sent);
        Assert.Equal([PurchaseState.Waiting], await StatesAsync(ledger));
        Assert.Equal(ClaimStatus.Granted, (await ClaimAsync(ledger, "x-1", "b2")).Status);
    }

    [Fact]
    public async Task ClaimAsync_UnderWayInABatchOfAnEarlierRun_IsHeld()
    {
        await SubmitAsync("b1", isSubmitting: true, "x-1");

        using FolderLedger ledger = Open();

        Assert.Equal(ClaimStatus.Held, (await ClaimAsync(ledger, "x-1", null)).Status);
    }

    [Fact]
    public async Task EndAll_ThreePurchases_FlushesOnceAndEndsEach()
    {
        int flushes = 0;
        using FlushedFile file = new(Path.Combine(_folder.Path, "job.jsonl"), () => flushes++);
        using FolderLedger ledger = FolderLedger.Open(file, _time);
        List<(PurchaseClaim, PurchaseEnd)> ends = [];
        foreach (string id in (string[])["x-1", "y-1", "z-1"])
        {
            PurchaseClaim claim = (await ClaimAsync(ledger, id, null)).Claim!;
            await ledger.MarkSendingAsync(claim, Token);
            StoredPicture picture = new() { Name = id + ".png", Length = 3, Sha256 = "abc" };
            ends.Add((claim, new PurchaseEnd { State = PurchaseState.Finished, Charge = ChargeState.Charged, Pictures = [picture] }));
        }

        flushes = 0;
        ledger.EndAll(ends);

        Assert.Equal(1, flushes);
        Assert.Equal([PurchaseState.Finished, PurchaseState.Finished, PurchaseState.Finished], await StatesAsync(ledger));
        Assert.Equal("y-1.png", ledger.Find(Key("y-1"))?.End?.Pictures[0].Name);
    }

    [Fact]
    public async Task EndAsync_OfABatchOfAnEarlierRun_EndsThePurchase()
    {
        await SubmitAsync("b1", isSubmitting: true, "x-1", "y-1");
        using (FolderLedger ledger = Open())
        {
            ledger.MarkSubmitted("b1", "batch_1");
            PurchaseEntry known = ledger.Find(Key("x-1"))!;
            await ledger.EndAsync(known.Claim, new PurchaseEnd { State = PurchaseState.Failed, Charge = ChargeState.Rejected }, Token);
        }

        using FolderLedger again = Open();

        FolderBatch batch = Assert.Single(again.Batches.Sent);
        Assert.Equal(("batch_1", 2), (batch.BatchId, batch.Total));
        Assert.Equal([Key("y-1")], batch.Open);
        Assert.Equal([PurchaseState.Failed, PurchaseState.Sending], await StatesAsync(again));
    }

    [Fact]
    public async Task EndBatch_ManyOpen_EndsThemAll()
    {
        await SubmitAsync("b1", isSubmitting: true, "x-1", "y-1");
        using (FolderLedger ledger = Open())
        {
            ledger.EndBatch(
                ledger.Batches.Sent[0], new PurchaseEnd { State = PurchaseState.Unknown, Charge = ChargeState.PossiblyCharged });
        }

        using FolderLedger again = Open();

        Assert.False(again.Batches.Sent[0].IsOpen);
        Assert.Equal([PurchaseState.Unknown, PurchaseState.Unknown], await StatesAsync(again));
    }

    [Fact]
    public async Task MarkSubmitted_EndedAsUnknownBefore_HasThePurchasesAgain()
    {
        await SubmitAsync("b1", isSubmitting: true, "x-1", "y-1");
        using (FolderLedger ledger = Open())
        {
            ledger.EndBatch(
                ledger.Batches.Sent[0], new PurchaseEnd { State = PurchaseState.Unknown, Charge = ChargeState.PossiblyCharged });
            await ledger.ClaimAsync(
                Key("y-1"), new PurchaseRequest { Name = "y", Repeat = PurchaseRepeat.Unknown, Batch = "b2" }, 0.25m, Token);
            Assert.True(ledger.Batches.Sent[0].IsLost);
            ledger.MarkSubmitted("b1", "batch_1");
            Assert.Equal([PurchaseState.Sending, PurchaseState.Claimed], await StatesAsync(ledger));
        }

        using (FolderLedger ledger = Open())
        {
            Assert.Equal([Key("x-1")], ledger.Batches.Sent[0].Open);
            Assert.Equal([PurchaseState.Sending, PurchaseState.Unknown], await StatesAsync(ledger));
            PurchaseEntry known = ledger.Find(Key("x-1"))!;
            Assert.Equal((1, 0m), (known.Sent, known.PossiblySpent));
            await ledger.EndAsync(known.Claim, new PurchaseEnd { State = PurchaseState.Failed, Charge = ChargeState.NotSent }, Token);
        }

        using FolderLedger again = Open();

        Assert.Equal([PurchaseState.Failed, PurchaseState.Unknown], await StatesAsync(again));
    }

    [Fact]
    public void FindUpload_ExpiresBeforeItIsNeeded_IsNotFound()
    {
        using (FolderLedger ledger = Open())
        {
            ledger.KeepUpload("aa", new UploadedImage { Id = "file-1", ExpiresAt = _time.GetUtcNow() + TimeSpan.FromHours(10) });
            ledger.KeepUpload("bb", new UploadedImage { Id = "file-2" });
        }

        using FolderLedger again = Open();

        Assert.Equal("file-1", again.Batches.FindUpload("aa", _time.GetUtcNow() + TimeSpan.FromHours(9)));
        Assert.Null(again.Batches.FindUpload("aa", _time.GetUtcNow() + TimeSpan.FromHours(11)));
        Assert.Equal("file-2", again.Batches.FindUpload("bb", _time.GetUtcNow() + TimeSpan.FromDays(400)));
    }

    [Fact]
    public async Task Read_AnotherRunHoldsTheFolder_SaysWhatTheLedgerHas()
    {
        await SubmitAsync("b1", isSubmitting: true, "x-1");
        using FolderLedger holder = Open();

        Assert.Equal("b1", Assert.Single(FolderBatches.Read(_folder.Path).Sent).Key);
        Assert.Empty(FolderBatches.Read(_folder.PathOf("none")).Sent);
    }

    /// <summary>The form is frozen: a later version finds the batches of this one.</summary>
    [Fact]
    public async Task Lines_OfABatch_HaveTheFrozenForm()
    {
        using (FolderLedger ledger = Open())
        {
            ledger.KeepUpload("aa", new UploadedImage { Id = "file-1", ExpiresAt = _time.GetUtcNow() });
            await ClaimAsync(ledger, "x-1", "b1");
            ledger.MarkSubmitting("b1");
            ledger.MarkSubmitted("b1", "batch_1");
        }

        string[] lines =
        [
            .. (await File.ReadAllLinesAsync(_folder.PathOf("job.jsonl"), TestContext.Current.CancellationToken))
                .Select(line => line[..line.IndexOf(",\"sum\"", StringComparison.Ordinal)]
                .Replace("2026-11-27T12:00:00+00:00", "NOW", StringComparison.Ordinal).Replace('"', '\'')),
        ];
        Assert.Equal(
            [
                "{'event':'job','version':2,'at':'NOW'",
                "{'event':'uploaded','at':'NOW','sha256':'aa','file_id':'file-1','expires_at':'NOW'",
                "{'event':'claimed','at':'NOW','id':'x-1','name':'x','count':1,'up_to':0.25,'batch':'b1'",
                "{'event':'submitting','at':'NOW','batch':'b1'",
                "{'event':'submitted','at':'NOW','batch':'b1','batch_id':'batch_1'",
            ],
            lines);
    }

    private static PurchaseKey Key(string id) => new("job", id);

    private static Task<ClaimResult> ClaimAsync(FolderLedger ledger, string id, string? batch) => ledger.ClaimAsync(
        Key(id), new PurchaseRequest { Name = id.Split('-')[0], Batch = batch }, 0.25m, Token);

    private static async Task<PurchaseState[]> StatesAsync(FolderLedger ledger)
    {
        List<PurchaseState> states = [];
        await foreach (PurchaseEntry entry in ledger.ListAsync("job", null, Token))
        {
            states.Add(entry.State);
        }

        return [.. states];
    }

    private FolderLedger Open() => FolderLedger.Open(_folder.Path, _time, limit: null);

    private async Task SubmitAsync(string batch, bool isSubmitting, params string[] ids)
    {
        using FolderLedger ledger = Open();
        foreach (string id in ids)
        {
            await ClaimAsync(ledger, id, batch);
        }

        if (isSubmitting)
        {
            ledger.MarkSubmitting(batch);
        }
    }
}
