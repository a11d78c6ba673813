namespace GptImage.Sdk;

/// <summary>The kinds of failures, each with an exception of its own.</summary>
internal enum FailureKind
{
    Validation,
    Api,
    Authentication,
    Permission,
    ModelUnavailable,
    Moderation,
    RateLimit,
    Quota,
    Server,
    Connection,
    Timeout,
    Response,
    Budget,
}
