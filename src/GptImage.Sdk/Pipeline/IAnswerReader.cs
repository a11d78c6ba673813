namespace GptImage.Sdk;

/// <summary>Reads the answer of one attempt.</summary>
internal interface IAnswerReader<TAnswer>
{
    /// <summary>Gets the pictures that were complete, however the attempt ended.</summary>
    IReadOnlyList<object> Recovered { get; }

    /// <summary>Reads a successful answer to its end.</summary>
    Task<TAnswer> ReadAsync(AnswerContext answer, CancellationToken cancellationToken);
}
