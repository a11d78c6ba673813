namespace GptImage.Sdk;

/// <summary>Collects what the checks find, errors first.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    public void Add(Rule rule, string message, string? nearest = null, string? parameter = null) => _findings.Add(new Finding
    {
        Severity = rule.Severity,
        Parameter = parameter ?? rule.Parameter,
        RuleId = rule.Id,
        Message = message,
        Source = rule.Source,
        NearestLegalValue = nearest,
    });

    public IReadOnlyList<Finding> ToSortedList() => _findings.Count == 0
        ? []
        : [.. _findings.OrderByDescending(finding => finding.Severity)];
}
