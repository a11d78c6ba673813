using System.Security.Cryptography;
using System.Text.Json;

namespace GptImage.Sdk.Imaging;

/// <summary>Says what a derived picture was made of: rewriting pixels breaks the service's content credentials, so the signed original and
/// this account stay beside it.</summary>
public sealed record ProvenanceReceipt
{
    /// <summary>Gets the file name of the service's picture beside the receipt, or <see langword="null"/> when it was not kept.</summary>
    public string? OriginalFile { get; init; }

    /// <summary>Gets the SHA-256 of the service's picture, 64 small hexadecimal digits.</summary>
    public required string OriginalSha256 { get; init; }

    /// <summary>Gets whether the service's picture carries content credentials.</summary>
    public bool OriginalHasContentCredentials { get; init; }

    /// <summary>Gets the file name of the derived picture.</summary>
    public required string DerivativeFile { get; init; }

    /// <summary>Gets the SHA-256 of the derived picture, 64 small hexadecimal digits.</summary>
    public required string DerivativeSha256 { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/>.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the model.</summary>
    public string? Model { get; init; }

    /// <summary>Gets when the service made the picture, or <see langword="null"/> when it did not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets what was done to the pixels.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Reads a receipt.</summary>
    /// <param name="json">The receipt as <see cref="ToJson"/> writes it.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="JsonException">The text is not a receipt.</exception>
    public static ProvenanceReceipt Parse(string json) =>
        JsonSerializer.Deserialize(json, ReceiptJsonContext.Default.ProvenanceReceipt) ?? throw new JsonException("The receipt is null.");

    /// <summary>Writes the receipt as JSON.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, ReceiptJsonContext.Default.ProvenanceReceipt);

    internal static string Hash(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes.Span)).ToLowerInvariant();
}
