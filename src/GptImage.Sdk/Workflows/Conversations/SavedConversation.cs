using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>The content of a saved conversation. Requests in it have the form of <see cref="ImageRequestJson"/>.</summary>
internal sealed record SavedConversation
{
    public required int Version { get; init; }

    /// <summary>Gets the settings, the size, the characters and the references of all turns, as a request without a prompt.</summary>
    public required JsonElement Settings { get; init; }

    public IReadOnlyList<string?>? MustNotChange { get; init; }

    /// <summary>Gets the folder in which turns are bought: relative to the file when it is below its folder.</summary>
    public string? OutputDirectory { get; init; }

    public bool? RepeatPossiblyCharged { get; init; }

    public bool? RepeatChangedFiles { get; init; }

    /// <summary>Gets the number of the current turn.</summary>
    public int? Current { get; init; }

    public required IReadOnlyList<SavedTurn?>? Turns { get; init; }

    /// <summary>Gets what purchases cost, by their ids.</summary>
    public IReadOnlyList<SavedTurnCost?>? Costs { get; init; }
}
