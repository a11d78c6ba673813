namespace GptImage.Sdk;

/// <summary>A request breaks rules of the service; nothing was sent. All findings are listed at once.</summary>
public sealed class GptImageValidationException : GptImageException
{
    /// <summary>Describes a request that breaks rules.</summary>
    /// <param name="findings">What is wrong with it, warnings included.</param>
    public GptImageValidationException(IReadOnlyList<Finding> findings)
        : this(findings, null)
    {
    }

    internal GptImageValidationException(IReadOnlyList<Finding> findings, Exception? innerException)
        : base(Describe(findings), innerException) => Findings = findings;

    internal GptImageValidationException(FailureFacts facts, IReadOnlyList<Finding> findings, Exception? innerException)
        : base(facts, innerException) => Findings = findings;

    /// <summary>Gets what is wrong with the request, errors first.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    private static string Describe(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return "The request was not sent and nothing was charged. "
            + string.Join(" ", findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Message));
    }
}
