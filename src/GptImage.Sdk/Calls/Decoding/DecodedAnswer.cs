namespace GptImage.Sdk;

/// <summary>An answer in our terms: its pictures and what the service says of them.</summary>
internal sealed record DecodedAnswer<TPicture> : IWatchedAnswer
{
    public required IReadOnlyList<TPicture> Pictures { get; init; }

    public required AnswerFacts Facts { get; init; }

    /// <summary>Gets what was odd about the answer and cost no picture.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    int IWatchedAnswer.PictureCount => Pictures.Count;

    ImageSize? IWatchedAnswer.Size => Facts.Size;

    int IWatchedAnswer.OddityCount => Warnings.Count;
}
