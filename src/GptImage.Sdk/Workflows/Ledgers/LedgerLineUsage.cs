namespace GptImage.Sdk;

/// <summary>What the service counted, in a ledger.</summary>
internal sealed record LedgerLineUsage
{
    public int InputTokens { get; init; }

    public int InputTextTokens { get; init; }

    public int InputImageTokens { get; init; }

    public int OutputTokens { get; init; }

    public int TotalTokens { get; init; }

    public static LedgerLineUsage? FromUsage(ImageUsage? usage) => usage is null ? null : new LedgerLineUsage
    {
        InputTokens = usage.InputTokens,
        InputTextTokens = usage.InputTextTokens,
        InputImageTokens = usage.InputImageTokens,
        OutputTokens = usage.OutputTokens,
        TotalTokens = usage.TotalTokens,
    };

    public ImageUsage ToUsage() => new()
    {
        InputTokens = InputTokens,
        InputTextTokens = InputTextTokens,
        InputImageTokens = InputImageTokens,
        OutputTokens = OutputTokens,
        TotalTokens = TotalTokens,
    };
}
