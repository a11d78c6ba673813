namespace GptImage.Sdk;

/// <summary>The service answered with an error. Its kinds have types of their own; this type itself is for the rest, such as 413.</summary>
public class GptImageApiException : GptImageException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, what it cost, and what to do next.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public GptImageApiException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal GptImageApiException(FailureFacts facts, Exception? innerException)
        : base(facts, innerException)
    {
        StatusCode = facts.Error.StatusCode;
        Type = facts.Error.Type;
        Code = facts.Error.Code;
        Param = facts.Error.Param;
        RetryAfter = facts.Error.Delay;
        ResponseBody = facts.Error.Body;
    }

    /// <summary>Gets the HTTP status, for example 400; 0 when the service was not asked: the client's own rate limiter refused, or there
    /// was not a key.</summary>
    public int StatusCode { get; init; }

    /// <summary>Gets the kind of error in the service's words, for example <c>invalid_request_error</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the code of the error, for example <c>invalid_value</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the parameter at fault, for example <c>size</c>.</summary>
    public string? Param { get; init; }

    /// <summary>Gets how long the service asks to wait before another call, or <see langword="null"/> when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets the first part of the answer as text, at most 16,384 characters.</summary>
    public string? ResponseBody { get; init; }
}
