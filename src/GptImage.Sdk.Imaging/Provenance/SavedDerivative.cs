namespace GptImage.Sdk.Imaging;

/// <summary>The files of a derived picture.</summary>
public sealed record SavedDerivative
{
    /// <summary>Gets the full path of the derived picture.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the full path of the service's picture, or <see langword="null"/> when it was not kept or is the same.</summary>
    public string? OriginalPath { get; init; }

    /// <summary>Gets the full path of the receipt, or <see langword="null"/> when there is none.</summary>
    public string? ReceiptPath { get; init; }
}
