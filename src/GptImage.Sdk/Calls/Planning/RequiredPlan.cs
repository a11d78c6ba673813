namespace GptImage.Sdk;

/// <summary>Gets plans from clients that may be written by hand.</summary>
internal static class RequiredPlan
{
    /// <summary>Gets the plan of a request.</summary>
    /// <exception cref="InvalidOperationException">The client gave none.</exception>
    public static RequestPlan RequirePlan(this IGptImageClient client, ImageRequest request) => client.Explain(request)
        ?? throw new InvalidOperationException(
            $"{client.GetType().Name}.Explain returned null. A client of your own returns a RequestPlan with at least Prompt and Model.");
}
