namespace GptImage.Sdk.Tests;

/// <summary>What batches hold of a client's limit, from their submission until they are collected.</summary>
public sealed class BatchSpendingTests
{
    private static readonly TextToImageRequest Request = new("A lighthouse");

    private static readonly TextToImageRequest Svg = Request with { OutputFormat = OutputFormat.Svg };

    private readonly SpendingAccount _account = new(limit: 1, svgModelCost: 0.1m);
    private readonly BatchSpending _batches;

    public BatchSpendingTests() => _batches = new BatchSpending(_account);

    [Fact]
    public void Reserve_BeyondTheLimit_ThrowsAndHoldsNothing()
    {
        GptImageBudgetException exception = Assert.Throws<GptImageBudgetException>(
            () => _batches.Reserve("a", 0.95m, [Request, Svg]));

        Assert.Equal((ChargeState.NotSent, 1.05m), (exception.Charge, exception.Needed));
        Assert.Contains("up to 1.0500 USD", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new ImageSpending { Limit = 1 }, _account.Current);
        _batches.Release("a", isPossible: true);
        Assert.Equal(new ImageSpending { Limit = 1 }, _account.Current);
    }

    [Fact]
    public void End_RequestByRequest_TurnsWhatIsHeldIntoWhatItCost()
    {
        _batches.Reserve("a", 0.5m, [Request, Svg]);
        Assert.Equal(Held(0.6m), _account.Current);

        _batches.End("a", Request, new BatchLineCost(0.25m, 0.2m, 0, ChargeState.Charged));
        Assert.Equal(Held(0.35m) with { Settled = 0.2m }, _account.Current);

        _batches.End("a", Svg, new BatchLineCost(0.25m, 0, 0.25m, ChargeState.PossiblyCharged));
        Assert.Equal(Held(0) with { Settled = 0.2m, Possible = 0.35m }, _account.Current);
    }

    [Theory]
    [InlineData(ChargeState.NotSent)]
    [InlineData(ChargeState.Rejected)]
    public void End_NothingWasCharged_FreesTheTextModelOfAnSvgToo(ChargeState charge)
    {
        _batches.Reserve("a", 0.25m, [Svg]);

        _batches.End("a", Svg, new BatchLineCost(0.25m, 0, 0, charge));

        Assert.Equal(Held(0), _account.Current);
    }

    [Fact]
    public void End_BatchOfAnotherProcess_CountsItsPriceAndFreesNothingOfOthers()
    {
        _batches.Reserve("a", 0.5m, [Request]);

        _batches.End("b", Request, new BatchLineCost(0.25m, 0.2m, 0, ChargeState.Charged));

        Assert.Equal(Held(0.5m) with { Settled = 0.2m }, _account.Current);
    }

    [Fact]
    public void End_MoreThanIsHeld_FreesWhatIsHeld()
    {
        _batches.Reserve("a", 0.2m, [Request]);

        _batches.End("a", Request, new BatchLineCost(0.3m, 0.3m, 0, ChargeState.Charged));

        Assert.Equal(Held(0) with { Settled = 0.3m }, _account.Current);
    }

    [Theory]
    [InlineData(true, 0.3)]
    [InlineData(false, 0)]
    public void Release_WhatIsLeft_MayHaveBeenChargedOrNot(bool isPossible, double possible)
    {
        _batches.Reserve("a", 0.5m, [Request, Request]);
        _batches.End("a", Request, new BatchLineCost(0.2m, 0.1m, 0, ChargeState.Charged));

        _batches.Release("a", isPossible);
        _batches.Release("a", isPossible);

        Assert.Equal(Held(0) with { Settled = 0.1m, Possible = (decimal)possible }, _account.Current);
    }

    private static ImageSpending Held(decimal byBatches) => new() { Limit = 1, Reserved = byBatches, HeldByBatches = byBatches };
}
