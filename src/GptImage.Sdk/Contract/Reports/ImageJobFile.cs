namespace GptImage.Sdk;

/// <summary>A picture of a job on disk.</summary>
public sealed record ImageJobFile
{
    /// <summary>Gets the full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets the SHA-256 of the bytes, 64 small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
