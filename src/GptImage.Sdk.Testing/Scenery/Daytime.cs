namespace GptImage.Sdk.Testing;

/// <summary>The light of a scene.</summary>
internal enum Daytime
{
    Day,
    Dawn,
    Dusk,
    Night,
}
