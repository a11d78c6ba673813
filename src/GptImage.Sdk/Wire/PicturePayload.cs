namespace GptImage.Sdk;

/// <summary>One picture of an answer.</summary>
internal sealed record PicturePayload
{
    public string? B64Json { get; init; }

    public string? Url { get; init; }
}
