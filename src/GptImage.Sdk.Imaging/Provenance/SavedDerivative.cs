namespace GptImage.Sdk.Imaging;

/// <summary>The files of a derived picture.</summary>
public sealed record SavedDerivative
{
    internal SavedDerivative(string path, string? originalPath, string? receiptPath)
    {
        Path = path;
        OriginalPath = originalPath;
        ReceiptPath = receiptPath;
    }

    /// <summary>Gets the full path of the derived picture.</summary>
    public string Path { get; }

    /// <summary>Gets the full path of the service's picture, or <see langword="null"/> when it was not kept or is the same.</summary>
    public string? OriginalPath { get; }

    /// <summary>Gets the full path of the receipt, or <see langword="null"/> when there is none.</summary>
    public string? ReceiptPath { get; }
}
