namespace GptImage.Sdk;

/// <summary>The content of a <c>character.json</c>.</summary>
internal sealed record SavedCharacter
{
    public required int Version { get; init; }

    public required string? Name { get; init; }

    public string? Appearance { get; init; }

    public string? Outfit { get; init; }

    public string? Proportions { get; init; }

    public string? Palette { get; init; }

    public string? DistinguishingMarks { get; init; }

    public string? Style { get; init; }

    public IReadOnlyList<string?>? Never { get; init; }

    /// <summary>Gets what the references show, where that differs from the description; <see langword="null"/> where it does not.</summary>
    public SavedLook? Shown { get; init; }

    public required IReadOnlyList<SavedReference?>? References { get; init; }
}
