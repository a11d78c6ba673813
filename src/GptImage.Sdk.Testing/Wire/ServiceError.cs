namespace GptImage.Sdk.Testing;

/// <summary>A refusal in the service's envelope.</summary>
/// <remarks><c>{request_id}</c> and <c>{model}</c> in the message stand for those of the call.</remarks>
internal sealed record ServiceError(int StatusCode, string Type, string? Code, string? Param, string Message)
{
    /// <summary>Gets whether <c>detail</c> repeats the message beside <c>error</c>, as for files.</summary>
    public bool HasDetail { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? ModerationStage { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];
}
