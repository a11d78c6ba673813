using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Sorts the errors of the service into the kinds that a program treats differently, with their charge and the next
/// step.</summary>
internal static class ErrorKinds
{
    private static readonly string[] ModerationCodes =
        ["moderation_blocked", "content_policy_violation", "content_filter", "contentFilter", "ResponsibleAIPolicyViolation"];

    private static readonly string[] QuotaCodes =
    [
        "insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded", "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded", "billing_hard_limit_reached", "billing_limit_user_error",
    ];

    private static readonly string[] RateLimitCodes = ["rate_limit_exceeded", "EngineOverloaded"];

    private static readonly string[] ServerTypes = ["server_error", "image_generation_server_error"];

    private static readonly string[] ModelCodes = ["model_not_found", "DeploymentNotFound", "unsupported_model", "model_not_available"];

    public static Failure ToFailure(ErrorFacts facts)
    {
        if (IsModeration(facts))
        {
            ErrorFacts staged = facts with { Stage = StageOf(facts) };
            return Fail(
                FailureKind.Moderation, staged, "The safety system blocked the request" + Reason(staged.Stage, facts.Categories),
                "Change the prompt or the input images; the same request will be blocked again.");
        }

        if (facts.StatusCode == 402 || QuotaCodes.Contains(facts.Code) || QuotaCodes.Contains(facts.Type))
        {
            return Fail(
                FailureKind.Quota, facts, "The account has no money or quota left",
                "Raise the limit or add credit; waiting does not help.");
        }

        if (facts.StatusCode == 429 || RateLimitCodes.Contains(facts.Code))
        {
            ErrorFacts delayed = facts with { Delay = facts.Delay ?? RetryDelay.FromMessage(facts.Message) };
            string wait = delayed.Delay is { } delay
                ? string.Create(CultureInfo.InvariantCulture, $"Wait {delay.TotalSeconds:0.###} seconds, or send fewer images a minute.")
                : "Wait a little, or send fewer images a minute.";
            return Fail(FailureKind.RateLimit, delayed, "The rate limit was reached", wait);
        }

        return facts.StatusCode switch
        {
            401 when Says(facts, "subscription key") => Fail(
                FailureKind.Authentication, facts, "The Azure resource does not accept the key",
                "Check that GptImageClientOptions.ApiKey (or AZURE_OPENAI_API_KEY) and Azure.Endpoint belong to one resource; a token goes "
                + "into ApiKeyProvider."),
            401 => Fail(
                FailureKind.Authentication, facts, "The service does not accept the API key",
                "Check GptImageClientOptions.ApiKey (or OPENAI_API_KEY) and the base address it is for."),
            403 when Says(facts, "temporarily blocked") => Fail(
                FailureKind.Permission, facts, "The account or resource is blocked",
                "Ask the support of the service; neither another prompt nor a verification helps."),
            403 when !facts.HasEnvelope => Fail(
                FailureKind.Permission, facts, "A proxy, firewall or gateway before the service refused the request",
                "Look at the rules of that proxy, and at the region and address you call from."),
            403 => Fail(
                FailureKind.Permission, facts, "The API key may not do this",
                "Verify the organization in the settings of the service, or ask for access to the model; a verification can take 15 "
                + "minutes to count."),
            407 => Fail(
                FailureKind.Connection, facts, "The proxy before the service wants credentials",
                "Set them on the proxy of the message handler.") with
            { Charge = ChargeState.NotSent, IsLasting = true },
            400 when Says(facts, "not enabled for this request") => Fail(
                FailureKind.Api, facts, "The service refused the request",
                "Ask for access to the preview, or choose another OutputFormat."),
            410 => Fail(
                FailureKind.ModelUnavailable, facts, "The model or endpoint is retired",
                "Choose a current model, such as gpt-image-2.6-sunburst."),
            _ when facts.Code == "DeploymentNotFound" || Says(facts, "Unknown model:") => Fail(
                FailureKind.ModelUnavailable, facts, "The model cannot be used",
                "Check its name; on Azure it is that of a deployment (GptImageClientOptions.Deployments), and one made in the last 5 "
                + "minutes may need a moment."),
            _ when IsModel(facts) => Fail(
                FailureKind.ModelUnavailable, facts, "The model cannot be used",
                "Check its name and the project's access to it, or choose another, such as gpt-image-2."),
            404 when facts.Code == "404" && Says(facts, "Resource not found") => Fail(
                FailureKind.Api, facts, "The Azure resource knows no such address",
                "Check Azure.Endpoint and Azure.ApiVersion of GptImageClientOptions: images need 2025-04-01-preview or later, or none "
                + "(null)."),
            404 => Fail(
                FailureKind.Api, facts, "The service knows no such address or file",
                "Check GptImageClientOptions.BaseAddress; it usually ends in /v1. Check file ids, too."),
            413 => Fail(
                FailureKind.Api, facts, "The request is too large for the service or a proxy before it",
                "Send fewer or smaller input images."),
            408 => Fail(
                FailureKind.Api, facts, "The service stopped waiting for the request", "Check your usage page before resending."),
            _ when facts.StatusCode >= 500 || (facts.StatusCode < 300 && ServerTypes.Contains(facts.Type)) => Fail(
                FailureKind.Server, facts, facts.HasEnvelope ? "The service failed" : "The service or a gateway before it failed",
                ChargeOf(facts) == ChargeState.Rejected ? "Try again later." : "Check your usage page before resending."),
            _ => Fail(
                FailureKind.Api, facts, "The service refused the request",
                NextOf(facts)),
        };
    }

    private static string NextOf(ErrorFacts facts) => facts switch
    {
        { Message: null, Param: null } =>
            "The answer gives no reason; see ResponseBody, and check GptImageClientOptions.BaseAddress and any gateway.",
        { Message: null } => $"The answer names the parameter '{facts.Param}' and gives no reason; see ResponseBody.",
        { Param: null } => "Change it as the service says.",
        _ => $"Change the parameter '{facts.Param}' as the service says.",
    };

    /// <summary>What an error may have cost. Conservative: a picture that may have been made counts as possibly charged.</summary>
    private static ChargeState ChargeOf(ErrorFacts facts)
    {
        if (!facts.MayBuy)
        {
            return ChargeState.Rejected;
        }

        if (IsModeration(facts))
        {
            return MayHaveMadePicture(facts) ? ChargeState.PossiblyCharged : ChargeState.Rejected;
        }

        return facts.StatusCode switch
        {
            408 => ChargeState.PossiblyCharged,
            >= 400 and < 500 => ChargeState.Rejected,
            503 when facts.HasEnvelope => ChargeState.Rejected,
            _ => ChargeState.PossiblyCharged,
        };
    }

    private static bool MayHaveMadePicture(ErrorFacts facts)
    {
        ModerationStage? stage = StageOf(facts);
        return stage is { } known && known != ModerationStage.Unknown ? known != ModerationStage.Input : facts.Code == "moderation_blocked";
    }

    private static bool IsModeration(ErrorFacts facts) =>
        ModerationCodes.Contains(facts.Code)
        || facts.StatusCode == 451
        || facts.Stage is not null
        || facts.IsFiltered
        || (facts.StatusCode is 400 or 403 && Says(facts, "flagged") && Says(facts, "moderation"))
        || (facts.Message?.Contains("safety_violations=", StringComparison.Ordinal) ?? false);

    private static bool Says(ErrorFacts facts, string words) =>
        facts.Message?.Contains(words, StringComparison.OrdinalIgnoreCase) ?? false;

    private static bool IsModel(ErrorFacts facts) =>
        facts.StatusCode is 400 or 404
            && (ModelCodes.Contains(facts.Code)
            || Says(facts, "Unknown model")
            || (facts.Param == "model" && facts.Code is not ("missing_required_parameter" or "invalid_type" or "empty_string")));

    private static ModerationStage? StageOf(ErrorFacts facts) =>
        facts.Stage
        ?? (facts.Message is not { } message ? null
            : Says(facts, "requires moderation") && Says(facts, "flagged") ? ModerationStage.Input
            : facts is { IsFiltered: true, Param: "prompt" } ? ModerationStage.Input
            : message.Contains("Generated image was filtered", StringComparison.OrdinalIgnoreCase) ? ModerationStage.Output
            : message.Contains("Your task failed as a result of our safety system", StringComparison.OrdinalIgnoreCase)
                ? ModerationStage.Input
            : null);

    private static string Reason(ModerationStage? stage, IReadOnlyList<string> categories)
    {
        string at = stage is null ? "" : $" at the {stage} stage";
        return categories.Count == 0 ? at : $"{at} ({string.Join(", ", categories)})";
    }

    private static Failure Fail(FailureKind kind, ErrorFacts facts, string what, string next)
    {
        string said = facts.Message is not { } message ? "."
            : message[^1] is '.' or '!' or '?' ? ": " + message
            : $": {message}.";
        return new Failure
        {
            Kind = kind,
            What = string.Create(CultureInfo.InvariantCulture, $"{what} (HTTP {facts.StatusCode}){said}"),
            Next = next,
            Charge = ChargeOf(facts),
            RequestId = facts.RequestId,
            Error = facts,
        };
    }
}
