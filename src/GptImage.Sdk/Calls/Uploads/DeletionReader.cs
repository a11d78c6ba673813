namespace GptImage.Sdk;

/// <summary>Takes the answer to a deletion: its status says all.</summary>
internal sealed class DeletionReader : IAnswerReader<bool>
{
    public IReadOnlyList<object> Recovered => [];

    public ValueTask<bool> ReadAsync(AnswerContext answer, CancellationToken cancellationToken) => ValueTask.FromResult(true);
}
