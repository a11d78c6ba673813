namespace GptImage.Sdk;

/// <summary>What a span tells of an answer.</summary>
internal interface IWatchedAnswer
{
    int PictureCount { get; }

    /// <summary>Gets the size as the service said it, or <see langword="null"/>.</summary>
    ImageSize? Size { get; }

    /// <summary>Gets how much was odd about the answer.</summary>
    int OddityCount { get; }
}
