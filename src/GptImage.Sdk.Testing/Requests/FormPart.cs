namespace GptImage.Sdk.Testing;

/// <summary>One part of a multipart body, or what a reference of a JSON body leads to.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, ReadOnlyMemory<byte> Bytes)
{
    public string? FileId { get; init; }

    public Uri? Url { get; init; }

    /// <summary>Gets whether the part carries a file: it has a file name, or is of a type that no text field
    /// has.</summary>
    public bool IsFile =>
        FileName is not null || (ContentType is not null && !ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase));
}
