namespace GptImage.Sdk.Testing;

/// <summary>How the hair of a figure falls.</summary>
internal enum HairStyle
{
    Short,
    Long,
    Braids,
    Curly,
    Bald,
}
