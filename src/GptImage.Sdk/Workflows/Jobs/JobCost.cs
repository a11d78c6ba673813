using System.Globalization;

namespace GptImage.Sdk;

/// <summary>What a job reserves for a request, and what it says when that is too much.</summary>
internal static class JobCost
{
    /// <summary>Gets the most a request may cost.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="isLimited">Whether a limit holds, so that a request without a known price counts as the most expensive one.</param>
    /// <returns>USD, or <see langword="null"/> when it is not known.</returns>
    public static decimal? MostOf(ImageRequest request, RequestPlan plan, bool isLimited) =>
        plan.Cost?.Maximum ?? (isLimited
            ? DearestCost.Compute(PromptComposer.Compose(request, Delivery.Whole, plan.Model, plan.Facts))
            : null);

    /// <summary>Makes the refusal of a request that a limit leaves no room for.</summary>
    /// <param name="needed">The most the request may cost, in USD.</param>
    /// <param name="spending">What the limit counts.</param>
    /// <param name="option">The option that sets the limit.</param>
    /// <param name="spenders">Whose spending it counts.</param>
    /// <param name="next">What to do.</param>
    public static GptImageBudgetException OverLimit(
        decimal needed, ImageSpending spending, string option = "ImageJobOptions.SpendLimit",
        string spenders = "All runs in this folder together", string next = "Raise the limit, or set a smaller size or a lower quality.") =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"The request may cost up to {needed:0.0000} USD, which goes beyond the spend limit of {spending.Limit:0.00##} USD "
            + $"({option}). {spenders}: {spending.Settled:0.0000} settled, {spending.Reserved:0.0000} reserved, "
            + $"{spending.Possible:0.0000} possible. Nothing was sent and nothing charged. {next}"))
        {
            Needed = needed,
            Spending = spending,
        };
}
