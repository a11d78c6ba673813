namespace GptImage.Sdk.Testing;

/// <summary>The tokens of the model that writes the SVG, billed apart from those of the picture it looks at.</summary>
internal sealed record SvgUsage(string Model, long InputTokens, long OutputTokens, long ReasoningTokens)
{
    private const string UsualModel = "gpt-5.6-sol";
    private const int InstructionTokens = 1536;

    public long TotalTokens => InputTokens + OutputTokens;

    public static SvgUsage Count(SvgRule svg, string prompt, IEnumerable<DrawnPicture> pictures)
    {
        long reasoning = svg.Effort switch
        { "none" => 0, "minimal" => 128, "low" => 384, "medium" => 768, "high" => 1536, "xhigh" => 3072, _ => 6144 };
        long written = pictures.Sum(picture => ((long)picture.File.Length + 3) / 4);
        return new SvgUsage(svg.Model ?? UsualModel, InstructionTokens + ((CodePoints.Count(prompt) + 3) / 4), written
            + reasoning, reasoning);
    }
}
