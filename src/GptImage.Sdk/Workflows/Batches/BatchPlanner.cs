using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Says what a batch would send and cost, and all that is wrong with it at once.</summary>
internal static class BatchPlanner
{
    private const int MostNumbers = 10;

    /// <summary>Makes the plan of a batch of the plans of its requests.</summary>
    public static ImageBatchPlan Plan(IEnumerable<PlannedCall> calls)
    {
        RequestPlan[] plans = [.. calls.Select(Plan)];
        IEnumerable<Finding> findings = plans
            .SelectMany((plan, index) => plan.Findings.Select(finding => (Number: index + 1, Finding: finding)))
            .GroupBy(found => found.Finding)
            .Select(same => same.Key with { Message = $"{RequestsOf([.. same.Select(found => found.Number)])}: {same.Key.Message}" });
        return new ImageBatchPlan
        {
            Requests = plans,
            Findings = [.. findings.OrderByDescending(finding => finding.Severity)],
            Cost = CostRange.Sum(plans.Select(plan => plan.Cost)),
        };
    }

    /// <summary>Makes the plan of a request in a batch: half of the price, and what a line cannot say.</summary>
    public static RequestPlan Plan(PlannedCall call)
    {
        FindingList findings = new();
        if (call.Composed.Markup is not null)
        {
            findings.Add(
                Rules.BatchMarkup,
                "A batch takes requests as JSON, and how JSON carries markup is not documented. Send this request with GenerateAsync or "
                + "RunAsync, or describe the edit in the prompt.");
        }

        return call.Plan with
        {
            Cost = call.Plan.Cost?.Halve(),
            Findings = [.. findings.ToSortedList(), .. call.Plan.Findings],
        };
    }

    /// <summary>Names requests by their numbers. What is wrong with several is said once.</summary>
    private static string RequestsOf(int[] numbers)
    {
        string listed = string.Join(", ", numbers.Take(MostNumbers).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return numbers.Length switch
        {
            1 => $"Request {listed}",
            <= MostNumbers => $"Requests {listed}",
            _ => string.Create(CultureInfo.InvariantCulture, $"Requests {listed} and {numbers.Length - MostNumbers:N0} more"),
        };
    }
}
