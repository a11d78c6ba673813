namespace GptImage.Sdk.Testing;

/// <summary>The tokens of a whole answer, all its pictures together.</summary>
internal sealed record TokenUsage(long TextTokens, long ImageTokens, long OutputTokens)
{
    private const int TokensPerPartial = 100;

    public long InputTokens => TextTokens + ImageTokens;

    public long TotalTokens => InputTokens + OutputTokens;

    /// <summary>Counts what an answer costs; in a stream each event tells the cost of its own picture.</summary>
    public static TokenUsage Count(FakeRequest request, PicturePlan plan)
    {
        int count = plan.IsStreamed ? 1 : plan.Count;
        // An animation is paid as the one sheet on which its frames stand.
        (int width, int height) = plan.Format == "gif"
            ? GifRule.Sheet(plan.Width, plan.Height, plan.FrameCount)
            : (plan.Width, plan.Height);
        long output = OutputTokenRule.Tokens(plan.Model, plan.Quality, width, height) + (TokensPerPartial * plan.PartialCount);
        bool isHighFidelity = request.Fields.GetValueOrDefault("input_fidelity") == "high";
        IEnumerable<FakeImage> inputs = request.Images.Concat(new[] { request.Mask, request.Markup }.OfType<FakeImage>());
        return new TokenUsage(
            PromptTokens(plan.Prompt) * count,
            inputs.Sum(input => InputTokenRule.Tokens(plan.Model, input.Width, input.Height, isHighFidelity)) * count,
            output * count);
    }

    private static long PromptTokens(string prompt) => (CodePoints.Count(prompt) + 3) / 4;
}
