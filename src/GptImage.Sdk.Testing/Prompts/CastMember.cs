namespace GptImage.Sdk.Testing;

/// <summary>A person or animal that a prompt asks for.</summary>
/// <param name="Name">The name, or what it is called.</param>
/// <param name="Description">The words that say how it looks.</param>
internal sealed record CastMember(string Name, string Description)
{
    /// <summary>Gets the numbers of the images that show it, from 1 on; empty when words alone say how it looks.</summary>
    public IReadOnlyList<int> Images { get; init; } = [];

    /// <summary>Gets the words of an outfit that takes the place of the one in the images, or <see langword="null"/>.</summary>
    public string? NewOutfit { get; init; }

    /// <summary>Gets whether its looks come from images.</summary>
    public bool HasReference { get; init; }
}
