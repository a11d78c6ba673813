using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>One line of a batch's result files.</summary>
/// <param name="CustomId">Which request it answers.</param>
/// <param name="Root">The line without its pictures.</param>
/// <param name="Pictures">Its pictures, disposed with it unless they were given their names.</param>
/// <param name="Answer">The answer that it came with.</param>
internal sealed record BatchLine(string CustomId, JsonElement Root, PictureJsonReader Pictures, AnswerContext Answer) : IDisposable
{
    private JsonElement? Response => JsonMember.Object(Root, "response"u8);

    private JsonElement? Body => Response is { } response ? JsonMember.Object(response, "body"u8) : null;

    private JsonElement? Error => JsonMember.Object(Root, "error"u8);

    /// <summary>Gets the entries of its pictures.</summary>
    public IReadOnlyList<PictureEntry> Entries => Pictures.Entries;

    /// <summary>Gets the HTTP status of the line; 0 when it did not run.</summary>
    public int StatusCode => Response is { } response ? JsonMember.Count(response, "status_code"u8) ?? 0 : 0;

    /// <summary>Gets whether the line ran and was answered with pictures.</summary>
    public bool IsSuccess => Body is not null && StatusCode is 0 or (>= 200 and < 300);

    /// <summary>Gets the code of why the line did not run, or <see langword="null"/>.</summary>
    public string? NotRunCode => Error is { } error ? JsonMember.Text(error, "code"u8) : null;

    /// <summary>Gets the service's id of the request, or <see langword="null"/>.</summary>
    public string? RequestId => Response is { } response ? JsonMember.Text(response, "request_id"u8) : null;

    public void Dispose() => Pictures.Dispose();

    /// <summary>Gets what the answer says beside its pictures.</summary>
    public AnswerFacts ReadFacts() =>
        AnswerFacts.FromAnswer(Body ?? Root, new ResponseHeaderFacts { RequestId = Answer.Mask.Hide(RequestId) });

    /// <summary>Gets why the line has no pictures.</summary>
    public GptImageException ToError()
    {
        ErrorFacts facts = Response is not null
            ? ErrorFacts.Parse(Body?.GetRawText() ?? "") with { StatusCode = StatusCode, Body = Body?.GetRawText() }
            : (Error is { } error ? ErrorFacts.OfError(error) : new ErrorFacts()) with { MayBuy = !IsUnsold };
        Failure failure = Response is null ? NotRun(facts) : ErrorKinds.ToFailure(facts with { RequestIdHeader = RequestId });
        return FailedCall.ToException(failure.Without(Answer.Mask), new CallHistory(new RetryOptions()), repeatCost: null);
    }

    /// <summary>Gets whether the line did not run because the batch ended before it.</summary>
    private bool IsUnsold => NotRunCode is "batch_expired" or "batch_cancelled";

    private Failure NotRun(ErrorFacts facts) => new()
    {
        Kind = FailureKind.Api,
        What = $"The batch has no answer for the request: {NotRunCode ?? "it does not say why"}"
            + (facts.Message is { } message ? $" ({message.TrimEnd('.')})." : "."),
        Next = IsUnsold
            ? "Submit it again, or send it with RunAsync."
            : "Check your usage page before sending it again.",
        Charge = IsUnsold ? ChargeState.NotSent : ChargeState.PossiblyCharged,
        Error = facts,
    };
}
