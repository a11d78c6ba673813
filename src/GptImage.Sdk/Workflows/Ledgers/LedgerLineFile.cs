namespace GptImage.Sdk;

/// <summary>A file in a ledger, by its path within the folder.</summary>
internal sealed record LedgerLineFile
{
    public string? Name { get; init; }

    public long Length { get; init; }

    public string? Sha256 { get; init; }
}
