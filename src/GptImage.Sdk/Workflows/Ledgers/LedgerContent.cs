namespace GptImage.Sdk;

/// <summary>What a ledger file says.</summary>
/// <param name="Lines">Its lines in their order.</param>
/// <param name="Sum">The checksum of the last one.</param>
/// <param name="Length">How many bytes of the file are whole lines.</param>
/// <param name="IsTorn">Whether bytes behind them were being written when a run was killed.</param>
/// <param name="LacksLineFeed">Whether the last line is whole but for its line feed.</param>
internal sealed record LedgerContent(
    IReadOnlyList<LedgerLine> Lines, string Sum, int Length, bool IsTorn, bool LacksLineFeed);
