namespace GptImage.Sdk.Testing;

/// <summary>A call of the image tool, with its picture or with why there is none.</summary>
internal sealed record CallItem(string Id, string Action) : OutputItem(Id)
{
    public string RevisedPrompt { get; init; } = "";

    /// <summary>Gets what is told about the picture; null when the call failed.</summary>
    public AnswerFacts? Facts { get; init; }

    /// <summary>Gets the picture; null when there is none.</summary>
    public FormPart? Picture { get; init; }

    /// <summary>Gets the previews, the coarsest first.</summary>
    public IReadOnlyList<byte[]> Partials { get; init; } = [];

    public ServiceError? Error { get; init; }
}
