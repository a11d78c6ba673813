namespace GptImage.Sdk;

/// <summary>An answer in our terms: its pictures and what the service says of them.</summary>
internal sealed record DecodedAnswer<TPicture>
{
    public required IReadOnlyList<TPicture> Pictures { get; init; }

    public required AnswerFacts Facts { get; init; }
}
