namespace GptImage.Sdk.Tests;

/// <summary>What a broken attempt may have cost, from how far it got.</summary>
public sealed class AttemptFailureTests
{
    private static readonly GptImageClientOptions Options = new() { AttemptTimeout = TimeSpan.FromSeconds(7) };

    [Theory]
    [InlineData(false, null, true, ChargeState.NotSent)]
    [InlineData(false, null, false, ChargeState.NotSent)]
    [InlineData(true, null, true, ChargeState.PossiblyCharged)]
    [InlineData(true, null, false, ChargeState.Rejected)]
    [InlineData(true, 200, true, ChargeState.PossiblyCharged)]
    [InlineData(true, 200, false, ChargeState.Rejected)]
    public void Explain_ConnectionBreaks_ChargeFollowsHowFarItGot(bool isStarted, int? status, bool mayBuy, ChargeState charge)
    {
        Failure failure = Explain(new IOException("Broken pipe."), NewAttempt(isStarted, status, mayBuy));

        Assert.Equal((KindAt(status), charge), (failure.Kind, failure.Charge));
    }

    [Theory]
    [InlineData(true, ChargeState.Charged)]
    [InlineData(false, ChargeState.Rejected)]
    public void ChargeIfAnswered_OnlyWhatBuysPictures_IsCharged(bool mayBuy, ChargeState charge) =>
        Assert.Equal(charge, NewAttempt(isStarted: true, 200, mayBuy).ChargeIfAnswered);

    [Theory]
    [InlineData(true, true, ChargeState.Rejected)]
    [InlineData(true, false, ChargeState.NotSent)]
    [InlineData(false, true, ChargeState.PossiblyCharged)]
    public void Explain_SentTwice_IsRefusedOnlyByAHandlerOfThePlatform(bool isPlatform, bool isStarted, ChargeState charge) =>
        Assert.Equal(
            charge, Explain(new RequestSentTwiceException(), NewAttempt(isStarted, status: null, isPlatform: isPlatform)).Charge);

    [Theory]
    [InlineData(7, null, ChargeState.NotSent)]
    [InlineData(8, null, ChargeState.PossiblyCharged)]
    [InlineData(7, 200, ChargeState.PossiblyCharged)]
    public void Explain_StreamRefused_IsNotSentUnlessAnAnswerBegan(long code, int? status, ChargeState charge) =>
        Assert.Equal(charge, Explain(new HttpProtocolException(code, "Reset.", null), NewAttempt(isStarted: true, status)).Charge);

    [Fact]
    public void Explain_InputChanged_IsAFindingAndNotSentAgain()
    {
        Failure failure = Explain(new IOException("", new InputChangedException("The input changed.")), NewAttempt(isStarted: true, null));

        Assert.Equal((FailureKind.Validation, ChargeState.NotSent, true), (failure.Kind, failure.Charge, failure.IsLasting));
        Assert.Equal("input-unreadable", Assert.Single(failure.Findings).RuleId);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(200, false)]
    public void Explain_CodeOfTheCallerFails_IsLastingBeforeAnAnswer(int? status, bool isLasting)
    {
        Failure failure = Explain(new InvalidOperationException("No."), NewAttempt(isStarted: true, status));

        Assert.Equal((KindAt(status), isLasting, ChargeState.PossiblyCharged), (failure.Kind, failure.IsLasting, failure.Charge));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(200)]
    public void Explain_HandlerCancels_MayHaveBought(int? status)
    {
        Failure failure = Explain(new OperationCanceledException("Enough."), NewAttempt(isStarted: true, status));

        Assert.Equal((KindAt(status), ChargeState.PossiblyCharged), (failure.Kind, failure.Charge));
    }

    [Fact]
    public void Explain_HandlerThrowsOurException_ItsChargeStands()
    {
        Failure connection = Explain(
            new GptImageConnectionException("No.") { Charge = ChargeState.NotSent }, NewAttempt(isStarted: true, null));
        Failure response = Explain(
            new GptImageResponseException("No.") { Charge = ChargeState.Charged }, NewAttempt(isStarted: true, 200));

        Assert.Equal((FailureKind.Connection, ChargeState.NotSent, true), (connection.Kind, connection.Charge, connection.IsLasting));
        Assert.Equal((FailureKind.Response, ChargeState.Charged, true), (response.Kind, response.Charge, response.IsLasting));
    }

    [Fact]
    public void Explain_TimeIsUp_NamesTheLimit()
    {
        Failure failure = AttemptFailure.Explain(new IOException("Aborted."), NewAttempt(isStarted: true, null), Options, isTimedOut: true);

        Assert.Equal((FailureKind.Timeout, TimeoutKind.Attempt), (failure.Kind, failure.Limit));
        Assert.Equal("The attempt took longer than 7 seconds (GptImageClientOptions.AttemptTimeout).", failure.What);
    }

    [Theory]
    [InlineData("req_body", "req_body")]
    [InlineData(null, "req_header")]
    public void Explain_RequestId_IsThatOfTheFailureIfItHasOne(string? own, string expected)
    {
        Attempt attempt = NewAttempt(isStarted: true, 500);
        attempt.Headers = new ResponseHeaderFacts { RequestId = "req_header" };
        Failure failure = new() { Kind = FailureKind.Server, What = "No.", Charge = ChargeState.PossiblyCharged, RequestId = own };

        Assert.Equal(expected, Explain(new AttemptFailedException(failure), attempt).RequestId);
    }

    private static FailureKind KindAt(int? status) => status is null ? FailureKind.Connection : FailureKind.Response;

    private static Failure Explain(Exception cause, Attempt attempt) => AttemptFailure.Explain(cause, attempt, Options, isTimedOut: false);

    private static Attempt NewAttempt(bool isStarted, int? status, bool mayBuy = true, bool isPlatform = false) =>
        new(number: 1, mayBuy, started: default, startedAt: 0, delayBefore: default)
        {
            IsStarted = isStarted,
            StatusCode = status,
            HasPlatformHandler = isPlatform,
            Key = "sk-test",
        };
}
