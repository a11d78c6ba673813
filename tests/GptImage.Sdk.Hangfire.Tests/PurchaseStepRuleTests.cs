using GptImage.Sdk.PostgreSql;

namespace GptImage.Sdk.Hangfire.Tests;

public sealed class PurchaseStepRuleTests
{
    [Theory]
    [InlineData(PurchaseStatus.Finished, PurchaseStep.Done)]
    [InlineData(PurchaseStatus.Unknown, PurchaseStep.Done)]
    [InlineData(PurchaseStatus.Paused, PurchaseStep.Done)]
    [InlineData(PurchaseStatus.Canceled, PurchaseStep.Done)]
    [InlineData(PurchaseStatus.Held, PurchaseStep.Again)]
    [InlineData(PurchaseStatus.OverLimit, PurchaseStep.Again)]
    public void After_AStatus_DoesWhatItAsksFor(PurchaseStatus status, object step) =>
        Assert.Equal(step, PurchaseStepRule.After(Outcome(status, null)));

    [Fact]
    public void After_ARefusedKeyOrAnEmptyQuota_PausesTheOrder()
    {
        Assert.Equal(PurchaseStep.Pause, After(new GptImageAuthenticationException("No.") { Charge = ChargeState.Rejected }));
        Assert.Equal(PurchaseStep.Pause, After(new GptImagePermissionException("No.") { Charge = ChargeState.Rejected }));
        Assert.Equal(PurchaseStep.Pause, After(new GptImageQuotaException("No.") { Charge = ChargeState.Rejected }));
    }

    [Fact]
    public void After_AFailureOfTheMoment_TriesAgain()
    {
        Assert.Equal(PurchaseStep.Again, After(new GptImageRateLimitException("Wait.") { Charge = ChargeState.Rejected }));
        Assert.Equal(PurchaseStep.Again, After(new GptImageConnectionException("Away.") { Charge = ChargeState.NotSent }));
        Assert.Equal(PurchaseStep.Again, After(new GptImageServerException("Busy.") { Charge = ChargeState.Rejected }));
    }

    [Fact]
    public void After_ARequestThatIsRefused_IsDone()
    {
        Assert.Equal(PurchaseStep.Done, After(new GptImageModerationException("No.") { Charge = ChargeState.Rejected }));
        Assert.Equal(PurchaseStep.Done, After(new GptImageApiException("No.") { Charge = ChargeState.Rejected }));
    }

    [Fact]
    public void After_AFailureThatMayHaveCost_NeverTriesAgain() =>
        Assert.Equal(PurchaseStep.Done, After(new GptImageConnectionException("Cut.") { Charge = ChargeState.PossiblyCharged }));

    private static PurchaseStep After(GptImageException error) => PurchaseStepRule.After(Outcome(PurchaseStatus.Failed, error));

    private static PurchaseOutcome Outcome(PurchaseStatus status, GptImageException? error) => new()
    {
        Status = status,
        Error = error,
        Entry = new PurchaseEntry
        {
            Claim = new PurchaseClaim { Key = new PurchaseKey("spring", "1"), Owner = "", Attempt = 1 },
            State = PurchaseState.Waiting,
            Name = "spring-1",
        },
    };
}
