namespace GptImage.Sdk;

/// <summary>The images of a character that are sent.</summary>
internal sealed record CastImages(Character Character, IReadOnlyList<ImageInput> Images);
