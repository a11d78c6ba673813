namespace GptImage.Sdk.Tests;

/// <summary>What a job says of a request, by how its call ended or by what the ledger knows.</summary>
public sealed class JobEntriesTests
{
    /// <summary>196 output tokens at 30 USD a million, and 12 tokens of text at 5.</summary>
    private const decimal Bound = 0.00594m;

    private static readonly TextToImageRequest Request =
        new("A lighthouse") { Size = new ImageSize(1024, 1024), Quality = ImageQuality.Low };

    private static readonly RequestPlan Plan = Plans.Explain(Request);

    private static readonly SavedImage File = new()
    {
        Path = Path.Combine(Path.GetTempPath(), "fox.png"),
        Format = OutputFormat.Png,
        Length = 3,
        Sha256 = new string('a', 64),
    };

    private static readonly StoredPicture Stored = new() { Name = "fox.png", Length = 3, Sha256 = new string('a', 64) };

    private static readonly JobItem Item = new(4, Request, "abc-1", null);

    [Theory]
    [InlineData(100, 0.00306)]
    [InlineData(0, 0.00594)]
    public void Finish_Usage_PricesTheServicesCountOrElseTheEstimate(int outputTokens, double cost)
    {
        ImageUsage usage = new() { InputTokens = 12, InputTextTokens = 12, OutputTokens = outputTokens };
        SavedImageResult result = new() { Files = [File], Usage = usage, RequestId = "req_1" };

        ImageJobEntry entry = JobEntries.Finish(Item, result, Plan);

        Assert.Equal((4, "abc-1", ImageJobOutcome.Finished), (entry.Index, entry.Fingerprint, entry.Outcome));
        Assert.Equal((ChargeState.Charged, (decimal)cost, "req_1"), (entry.Charge, entry.Cost, entry.RequestId));
        Assert.Equal([File], entry.Files);
        Assert.Same(usage, entry.Usage);
    }

    [Theory]
    [InlineData(ChargeState.NotSent, 0, ImageJobOutcome.Failed, null, null)]
    [InlineData(ChargeState.Rejected, 0, ImageJobOutcome.Failed, null, null)]
    [InlineData(ChargeState.PossiblyCharged, 0, ImageJobOutcome.Unknown, null, 0.00594)]
    [InlineData(ChargeState.PossiblyCharged, 1, ImageJobOutcome.Unknown, null, 0.00594)]
    [InlineData(ChargeState.Charged, 0, ImageJobOutcome.Unknown, null, 0.00594)]
    [InlineData(ChargeState.Charged, 1, ImageJobOutcome.Finished, 0.00594, null)]
    public void Fail_ChargeAndFiles_DecideWhatIsLeftToBuy(
        ChargeState charge, int files, ImageJobOutcome outcome, double? cost, double? possible)
    {
        GptImageResponseException error = new("Cut off.")
        {
            Charge = charge,
            RequestId = "req_1",
            RecoveredFiles = [.. Enumerable.Repeat(File, files)],
        };

        ImageJobEntry entry = JobEntries.Fail(Item, error, Plan);

        Assert.Equal((outcome, charge, (decimal?)cost, (decimal?)possible), (entry.Outcome, entry.Charge, entry.Cost, entry.PossibleCost));
        Assert.Equal(files, entry.Files.Count);
        Assert.Same(error, entry.Error);
        Assert.Equal(("req_1", "Cut off.", "GptImageResponseException"), (entry.RequestId, entry.ErrorMessage, entry.ErrorName));
    }

    [Fact]
    public void Fail_OnePictureOfTwo_IsNotFinished()
    {
        GptImageResponseException error = new("Cut off.") { Charge = ChargeState.Charged, RecoveredFiles = [File] };

        ImageJobEntry entry = JobEntries.Fail(new JobItem(0, Request with { Count = 2 }, "abc-1", null), error, Plan);

        Assert.Equal((ImageJobOutcome.Unknown, null, Bound), (entry.Outcome, entry.Cost, entry.PossibleCost));
    }

    [Theory]
    [InlineData(ChargeState.NotSent, ImageJobOutcome.NotStarted)]
    [InlineData(ChargeState.Rejected, ImageJobOutcome.NotStarted)]
    [InlineData(ChargeState.PossiblyCharged, ImageJobOutcome.Unknown)]
    public void Cancel_NothingWasCharged_CountsAsNotStarted(ChargeState charge, ImageJobOutcome outcome)
    {
        ImageJobEntry entry = JobEntries.Cancel(Item, new GptImageCanceledException("Canceled.") { Charge = charge }, Plan);

        Assert.Equal((outcome, charge), (entry.Outcome, entry.Charge));
        Assert.Equal(outcome == ImageJobOutcome.NotStarted ? null : "GptImageCanceledException", entry.ErrorName);
    }

    [Theory]
    [InlineData(true, ImageJobOutcome.Unknown, ChargeState.PossiblyCharged, 0.00594)]
    [InlineData(false, ImageJobOutcome.NotStarted, ChargeState.NotSent, null)]
    public void Lose_ForeignFailure_IsUnknownOnceTheRequestWasSent(
        bool isSent, ImageJobOutcome outcome, ChargeState charge, double? possible)
    {
        ImageJobEntry entry = JobEntries.Lose(Item, Plan, isSent, new NotSupportedException("No."));

        Assert.Equal((outcome, charge, (decimal?)possible), (entry.Outcome, entry.Charge, entry.PossibleCost));
        Assert.Equal(("NotSupportedException", "No."), (entry.ErrorName, entry.ErrorMessage));
    }

    [Fact]
    public void FailInTheWay_FileOfThatName_NamesItAndCostsNothing()
    {
        ImageJobEntry entry = JobEntries.FailInTheWay(Item, "/pictures/fox.png");

        Assert.Equal((ImageJobOutcome.Failed, ChargeState.NotSent), (entry.Outcome, entry.Charge));
        Assert.Contains("The file '/pictures/fox.png' exists already.", entry.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("output-exists", Assert.Single(Assert.IsType<GptImageValidationException>(entry.Error).Findings).RuleId);
    }

    [Theory]
    [InlineData(ImageJobOutcome.Finished, PurchaseState.Finished)]
    [InlineData(ImageJobOutcome.Unknown, PurchaseState.Unknown)]
    [InlineData(ImageJobOutcome.Failed, PurchaseState.Failed)]
    [InlineData(ImageJobOutcome.NotStarted, PurchaseState.Failed)]
    public void ToEndAndBack_AnyOutcome_KeepsAllThatALaterRunTells(ImageJobOutcome outcome, PurchaseState state)
    {
        ImageJobEntry entry = Item.NewEntry() with
        {
            Outcome = outcome,
            Charge = ChargeState.Charged,
            Files = outcome == ImageJobOutcome.Finished ? [File] : [],
            Usage = new ImageUsage { OutputTokens = 7 },
            Cost = 0.1m,
            PossibleCost = 0.2m,
            RequestId = "req_1",
            ErrorName = "GptImageServerException",
            ErrorMessage = "Try later.",
        };

        PurchaseEnd end = JobEntries.ToEnd(entry);
        ImageJobEntry remembered = JobEntries.Remember(Item, Known(state) with { End = end }, entry.Files);

        Assert.Equal(state, end.State);
        Assert.Equal(outcome == ImageJobOutcome.Finished ? [Stored] : [], end.Pictures);
        Assert.Equal(
            entry with { IsFromLedger = true, Outcome = outcome == ImageJobOutcome.NotStarted ? ImageJobOutcome.Failed : outcome },
            remembered);
    }

    [Fact]
    public void Remember_PictureIsGone_SaysThatFilesChanged()
    {
        PurchaseEnd end = new() { State = PurchaseState.Finished, Charge = ChargeState.Charged, Pictures = [Stored, Stored] };

        ImageJobEntry entry = JobEntries.Remember(Item, Known(PurchaseState.Finished) with { End = end }, [File]);

        Assert.Equal(ImageJobOutcome.FilesChanged, entry.Outcome);
        Assert.Equal([File], entry.Files);
    }

    [Theory]
    [InlineData(0, ChargeState.PossiblyCharged)]
    [InlineData(1, ChargeState.Charged)]
    public void Remember_RunWasKilledWhileSending_SaysSoAndHowToRepeat(int files, ChargeState charge)
    {
        ImageJobEntry entry = JobEntries.Remember(
            Item, Known(PurchaseState.Unknown) with { UpTo = 0.3m }, [.. Enumerable.Repeat(File, files)]);

        Assert.Equal((ImageJobOutcome.Unknown, charge, 0.3m), (entry.Outcome, entry.Charge, entry.PossibleCost));
        Assert.Contains("ImageJobOptions.RepeatPossiblyCharged", entry.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PurchaseState.Claimed)]
    [InlineData(PurchaseState.Sending)]
    public void Remember_HasNotEnded_IsNotStartedHere(PurchaseState state) =>
        Assert.Equal(ImageJobOutcome.NotStarted, JobEntries.Remember(Item, Known(state), []).Outcome);

    [Fact]
    public void Recover_AllPicturesAreThere_IsFinishedForTheMostItMayCost()
    {
        ImageJobEntry entry = JobEntries.Recover(Item, Known(PurchaseState.Unknown) with { UpTo = 0.3m }, [File]);

        Assert.Equal(
            Item.NewEntry() with
            {
                Outcome = ImageJobOutcome.Finished,
                IsFromLedger = true,
                Charge = ChargeState.Charged,
                Files = entry.Files,
                Cost = 0.3m,
            },
            entry);
        Assert.Equal([File], entry.Files);
    }

    private static PurchaseEntry Known(PurchaseState state) => new()
    {
        Claim = new PurchaseClaim { Key = Item.Key, Owner = "here", Attempt = 1 },
        State = state,
        Name = "fox",
        Sent = 1,
    };
}
