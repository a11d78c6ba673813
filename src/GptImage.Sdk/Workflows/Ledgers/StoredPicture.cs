namespace GptImage.Sdk;

/// <summary>A picture in a store.</summary>
public sealed record StoredPicture
{
    /// <summary>Gets its name in the store, with the extension.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Gets the SHA-256 of the bytes, 64 small hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
