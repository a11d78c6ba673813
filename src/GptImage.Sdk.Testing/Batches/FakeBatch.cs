namespace GptImage.Sdk.Testing;

/// <summary>A batch of the fake service, as it was when it was last asked for or moved.</summary>
public sealed record FakeBatch
{
    internal FakeBatch()
    {
    }

    /// <summary>Gets the id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the status, for example <c>in_progress</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Gets the endpoint of its lines, for example <c>/v1/images/edits</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Gets the id of the file with its lines.</summary>
    public required string InputFileId { get; init; }

    /// <summary>Gets the id of the file with the results that succeeded.</summary>
    /// <value><see langword="null"/> until the batch is over, and when there are none.</value>
    public string? OutputFileId { get; init; }

    /// <summary>Gets the id of the file with the results that did not.</summary>
    /// <value><see langword="null"/> until the batch is over, and when there are none.</value>
    public string? ErrorFileId { get; init; }

    /// <summary>Gets what its creator wrote on it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets how many lines it has.</summary>
    /// <value>0 until its file was validated.</value>
    public int Total { get; init; }

    /// <summary>Gets how many lines succeeded so far.</summary>
    public int Completed { get; init; }

    /// <summary>Gets how many lines failed so far. Lines that did not run are not counted.</summary>
    public int Failed { get; init; }
}
