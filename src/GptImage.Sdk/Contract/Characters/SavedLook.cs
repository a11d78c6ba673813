namespace GptImage.Sdk;

/// <summary>How a character looks in its references, where it is described otherwise.</summary>
internal sealed record SavedLook
{
    public string? Outfit { get; init; }
}
