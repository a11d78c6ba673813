namespace GptImage.Sdk;

/// <summary>What the text model that wrote vector graphics used; billed apart.</summary>
public sealed record SvgUsage
{
    /// <summary>Gets the text model.</summary>
    public string? Model { get; init; }

    /// <summary>Gets its input tokens.</summary>
    public int InputTokens { get; init; }

    /// <summary>Gets its output tokens.</summary>
    public int OutputTokens { get; init; }

    /// <summary>Gets the part of its output tokens that it spent on reasoning.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>Gets the sum of input and output tokens.</summary>
    public int TotalTokens { get; init; }
}
