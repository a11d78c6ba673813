namespace GptImage.Sdk;

/// <summary>A successful answer on its way to the decoder.</summary>
internal sealed record AnswerContext(
    HttpResponseMessage Response, ResponseHeaderFacts Headers, AnswerStream Body, GptImageClientOptions Options,
    IImageDownloader Downloader);
