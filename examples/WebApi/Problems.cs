using GptImage.Sdk;
using Microsoft.AspNetCore.Mvc;

namespace WebApi;

/// <summary>Says what went wrong in words for the person at the browser; the log has the rest, under the same request id.</summary>
internal static class Problems
{
    public static ProblemDetails FromException(GptImageException exception)
    {
        ProblemDetails problem = exception switch
        {
            GptImageValidationException invalid => Create(
                400, "This cannot be drawn.",
                string.Join(' ', invalid.Findings.Where(finding => finding.Severity == FindingSeverity.Error)
                    .Select(finding => finding.Message))),
            GptImageModerationException => Create(422, "The safety system refused this.", "Describe it in another way."),
            GptImageRateLimitException => Create(429, "Too many pictures at once.", "Try again in a minute."),
            GptImageQuotaException or GptImageBudgetException => Create(503, "There is no money left for pictures.", "Try again later."),
            GptImageTimeoutException => Create(504, "The picture took too long.", "Try again, or ask for less."),
            _ => Create(502, "The picture could not be made.", "Try again later."),
        };
        problem.Extensions["charge"] = exception.Charge.ToString();
        problem.Extensions["requestId"] = exception.RequestId;
        return problem;
    }

    private static ProblemDetails Create(int status, string title, string detail) =>
        new() { Status = status, Title = title, Detail = detail };
}
