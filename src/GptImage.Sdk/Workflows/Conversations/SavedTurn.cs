using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>A turn of a saved conversation. Its number is its place in the list.</summary>
internal sealed record SavedTurn
{
    /// <summary>Gets the number of the turn whose picture it changed.</summary>
    public int? Parent { get; init; }

    /// <summary>Gets what the ledger calls the purchase.</summary>
    public string? Id { get; init; }

    /// <summary>Gets the instruction with its references, as a request of its own.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>Gets whether the instruction asks for the size <c>auto</c>; <see langword="null"/> when it has a size of its own or
    /// none.</summary>
    public bool? HasAutoSize { get; init; }

    /// <summary>Gets the names of the characters in it; <see langword="null"/> for all.</summary>
    public IReadOnlyList<string?>? Characters { get; init; }

    /// <summary>Gets the name of the picture within the folder of the conversation.</summary>
    public required string? File { get; init; }

    public required long Length { get; init; }

    public required string? Sha256 { get; init; }

    public decimal? Cost { get; init; }

    public LedgerLineUsage? Usage { get; init; }

    public string? RequestId { get; init; }
}
