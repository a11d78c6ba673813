namespace GptImage.Sdk.Tests;

/// <summary>The money of a client: single calls and batches share one limit, and each ends what it reserved itself.</summary>
public sealed class SpendingAccountTests
{
    /// <summary>196 output tokens at 30 USD a million, and 12 tokens of text at 5.</summary>
    private const decimal Bound = 0.00594m;

    private static readonly TextToImageRequest Request =
        new("A lighthouse") { Size = new ImageSize(1024, 1024), Quality = ImageQuality.Low };

    /// <summary>1,844 output tokens and 12 tokens of text, at the same prices: 0.05538 USD.</summary>
    private static readonly ImageRequest Svg = Request with
    {
        Model = ImageModel.GptImage26Sunburst,
        Quality = ImageQuality.Medium,
        OutputFormat = OutputFormat.Svg,
    };

    [Theory]
    [InlineData(ChargeState.NotSent, 0)]
    [InlineData(ChargeState.Rejected, 0)]
    [InlineData(ChargeState.PossiblyCharged, 0.45538)]
    [InlineData(ChargeState.Charged, 0.45538)]
    public void Fail_AnyCharge_KeepsWhatMayHaveBeenSpent(ChargeState charge, double possible)
    {
        SpendingAccount account = new(limit: null, svgModelCost: 0.4m);
        SpendingReservation reservation = account.Reserve(Call(Svg));

        Assert.Equal((decimal)possible, reservation.Fail(charge));
        Assert.Equal(new ImageSpending { Possible = (decimal)possible }, account.Current);
    }

    [Fact]
    public void Settle_UsageOfTheAnswer_CountsThatAndFreesTheRest()
    {
        SpendingAccount account = new(limit: 1, svgModelCost: null);
        SpendingReservation kept = account.Reserve(Call(Request));
        SpendingReservation settled = account.Reserve(Call(Request));

        Assert.Equal(0.00306m, settled.Settle(new ImageUsage { InputTokens = 12, InputTextTokens = 12, OutputTokens = 100 }));
        Assert.Equal(new ImageSpending { Limit = 1, Settled = 0.00306m, Reserved = Bound }, account.Current);
        Assert.Equal(Bound, kept.Settle(new ImageUsage { InputTokens = 12, InputTextTokens = 12, OutputTokens = 0 }));
        Assert.Equal(new ImageSpending { Limit = 1, Settled = 0.00306m + Bound }, account.Current);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.4, 0.45538)]
    public void MostOf_Svg_NeedsTheCostOfItsTextModel(double? svgModelCost, double? expected) =>
        Assert.Equal((decimal?)expected, new SpendingAccount(null, (decimal?)svgModelCost).MostOf(Call(Svg)));

    [Fact]
    public void MostOf_AnotherFormat_HasNoTextModel() => Assert.Equal(Bound, new SpendingAccount(null, 0.4m).MostOf(Call(Request)));

    [Fact]
    public void Reserve_BatchOfExactlyWhatIsLeft_IsHeldForIt()
    {
        SpendingAccount account = new(limit: 1, svgModelCost: 0.4m);
        account.Reserve(Call(Request)).Fail(ChargeState.PossiblyCharged);

        Assert.Equal(1 - Bound, account.Reserve(0.6m - Bound, [Request, Svg]));
        Assert.Equal(
            new ImageSpending { Limit = 1, Possible = Bound, Reserved = 1 - Bound, HeldByBatches = 1 - Bound }, account.Current);
    }

    [Fact]
    public void Reserve_BatchBeyondWhatIsLeft_SaysWhatIsTakenAndReservesNothing()
    {
        SpendingAccount account = new(limit: 1, svgModelCost: null);
        account.Reserve(Call(Request)).Settle(null);
        account.Reserve(Call(Request)).Fail(ChargeState.PossiblyCharged);
        account.Reserve(Call(Request));
        ImageSpending before = account.Current;

        Failure failure = Assert.Throws<AttemptFailedException>(() => account.Reserve(0.98219m, [Request])).Failure;

        Assert.Equal(
            (FailureKind.Budget, ChargeState.NotSent, true, 0.98219m), (failure.Kind, failure.Charge, failure.IsLasting, failure.Needed));
        Assert.Equal(
            "The batch may cost up to 0.9822 USD, which goes beyond the spend limit of 1.00 USD (GptImageClientOptions.SpendLimit): "
            + "0.0059 settled, 0.0059 reserved, 0.0059 possible.", failure.What);
        Assert.Equal(before, failure.Spending);
        Assert.Equal(before, account.Current);
    }

    [Fact]
    public void Reserve_CallBesideABatch_SharesItsLimit()
    {
        SpendingAccount account = new(limit: 1, svgModelCost: null);
        account.Reserve(1 - Bound, [Request]);
        account.Reserve(Call(Request));

        Assert.Throws<AttemptFailedException>(() => account.Reserve(Call(Request)));
    }

    [Fact]
    public void Reserve_BatchWithSvgsOfUnknownCost_IsRefusedUnderALimitOnly()
    {
        Failure failure = Assert.Throws<AttemptFailedException>(
            () => new SpendingAccount(limit: 100, svgModelCost: null).Reserve(0.1m, [Request, Svg])).Failure;

        Assert.Equal("Set GptImageClientOptions.SvgModelCost to the most it may cost.", failure.Next);
        Assert.Equal(0.1m, new SpendingAccount(limit: null, svgModelCost: null).Reserve(0.1m, [Request, Svg]));
        Assert.Equal(0.1m, new SpendingAccount(limit: 100, svgModelCost: null).Reserve(0.1m, [Request]));
    }

    [Fact]
    public void EndBatch_PartByPart_FreesEachPart()
    {
        SpendingAccount account = new(limit: 10, svgModelCost: null);
        account.Reserve(3, [Request]);

        account.EndBatch(reserved: 1, settled: 0.8m, possible: 0);
        Assert.Equal(new ImageSpending { Limit = 10, Settled = 0.8m, Reserved = 2, HeldByBatches = 2 }, account.Current);

        account.EndBatch(reserved: 2, settled: 0, possible: 2);
        Assert.Equal(new ImageSpending { Limit = 10, Settled = 0.8m, Possible = 2 }, account.Current);
    }

    private static PlannedCall Call(ImageRequest request) => RequestPlanner.Plan(Plans.Compose(request), []);
}
