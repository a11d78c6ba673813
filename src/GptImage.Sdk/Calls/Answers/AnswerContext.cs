namespace GptImage.Sdk;

/// <summary>An answer on its way to the decoder.</summary>
internal sealed record AnswerContext(
    HttpResponseMessage Response, ResponseHeaderFacts Headers, AnswerStream Body, GptImageClientOptions Options,
    IImageDownloader Downloader)
{
    /// <summary>Gets what takes the key of the attempt out of texts.</summary>
    public KeyMask Mask { get; init; } = KeyMask.None;
}
