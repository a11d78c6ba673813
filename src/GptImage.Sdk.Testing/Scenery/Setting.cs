namespace GptImage.Sdk.Testing;

/// <summary>Where a scene is.</summary>
internal enum Setting
{
    Hills,
    Sea,
    City,
    Room,
    Plain,
}
