namespace GptImage.Sdk;

/// <summary>Reads the answer of one attempt.</summary>
internal interface IAnswerReader<TAnswer>
{
    /// <summary>Gets the pictures that were complete, however the attempt ended.</summary>
    IReadOnlyList<object> Recovered { get; }

    /// <summary>Gets what the service counted, once the answer is read.</summary>
    ImageUsage? Usage => null;

    /// <summary>Reads a successful answer to its end.</summary>
    ValueTask<TAnswer> ReadAsync(AnswerContext answer, CancellationToken cancellationToken);
}
