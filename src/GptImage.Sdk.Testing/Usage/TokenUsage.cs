namespace GptImage.Sdk.Testing;

/// <summary>The tokens of a whole answer, all its pictures together.</summary>
internal sealed record TokenUsage(long TextTokens, long ImageTokens, long OutputTokens)
{
    public long InputTokens => TextTokens + ImageTokens;

    public long TotalTokens => InputTokens + OutputTokens;

    public static TokenUsage Of(FakeRequest request, PicturePlan plan)
    {
        bool isHighFidelity = request.Fields.GetValueOrDefault("input_fidelity") == "high";
        IEnumerable<FakeImage> inputs = request.Images.Concat(new[] { request.Mask, request.Markup }.OfType<FakeImage>());
        return new TokenUsage(
            PromptTokens(plan.Prompt) * plan.Count,
            inputs.Sum(input => InputTokenRule.Tokens(plan.Model, input.Width, input.Height, isHighFidelity)) * plan.Count,
            OutputTokenRule.Tokens(plan.Model, plan.Quality, plan.Width, plan.Height) * plan.Count);
    }

    private static long PromptTokens(string prompt) => (CodePoints.Count(prompt) + 3) / 4;
}
