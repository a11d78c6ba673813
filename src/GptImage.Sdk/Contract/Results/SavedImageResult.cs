namespace GptImage.Sdk;

/// <summary>The pictures of a call, on disk.</summary>
public sealed record SavedImageResult : ImageCallResult
{
    /// <summary>Gets the files in the order of the service.</summary>
    public IReadOnlyList<SavedImage> Files { get; init; } = [];

    /// <summary>Says how many files there are, and where they come from.</summary>
    /// <returns>For example <c>2 files from gpt-image-2, request req_abc123</c>.</returns>
    public override string ToString() =>
        $"{CountWords.Describe(Files.Count, "file")} from {Model}, request {RequestId ?? "without id"}";
}
