namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>One situation in which all clients are measured.</summary>
internal sealed record PeerCase(string Name, PeerTask Task, int Pictures, int PictureBytes)
{
    /// <summary>Gets the clients, the floor first.</summary>
    public required IReadOnlyList<string> Clients { get; init; }

    /// <summary>Gets the speed of the line in MB/s; 0 for as fast as it goes.</summary>
    public int Pace { get; init; }

    public bool IsTls { get; init; }

    /// <summary>Gets whether the first call of a process is measured, instead of one in a process that has settled.</summary>
    public bool IsFirstCall { get; init; }

    /// <summary>Gets how many calls run at once.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Gets how many calls follow one another in one measurement.</summary>
    public int InTurn { get; init; } = 1;

    /// <summary>Gets whether a stub stands in for the network.</summary>
    public bool IsStub { get; init; }

    /// <summary>Gets whether the server answers every other request with 503, after it has read it.</summary>
    public bool IsRefusedOnce { get; init; }

    /// <summary>Gets the repetitions of a full and of a quick run, beside one for the peak.</summary>
    public (int Full, int Quick) Rounds { get; init; } = (7, 2);

    /// <summary>Gets the bytes that all ratios refer to: those of the pictures.</summary>
    public long PayloadBytes => (long)Pictures * PictureBytes * AtOnce * InTurn;

    /// <summary>Gets the API key by which the server knows what to answer.</summary>
    public string Key => Task switch
    {
        PeerTask.Stream => FormattableString.Invariant($"sk-events-{PictureBytes}-{Pictures}-{Pace}"),
        PeerTask.Upload when IsRefusedOnce => "sk-busy-7500-1-0",
        PeerTask.Upload => "sk-json-7500-1-0",
        _ => FormattableString.Invariant($"sk-json-{PictureBytes}-{Pictures}-{Pace}"),
    };
}
