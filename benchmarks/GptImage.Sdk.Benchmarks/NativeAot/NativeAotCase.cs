namespace GptImage.Sdk.Benchmarks.NativeAot;

/// <summary>A picture that the program buys.</summary>
/// <param name="Name">What is bought, and where it goes.</param>
/// <param name="Way">What the program is told: <c>memory</c> or <c>files</c>.</param>
/// <param name="PictureBytes">The length of the picture.</param>
internal sealed record NativeAotCase(string Name, string Way, int PictureBytes)
{
    public static IReadOnlyList<NativeAotCase> All { get; } =
    [
        new("10 KB answer, saved from memory", "memory", 7_500),
        new("8 MB picture, straight to its file", "files", 8_000_000),
    ];

    /// <summary>Gets the API key by which the server knows what to answer.</summary>
    public string Key => FormattableString.Invariant($"sk-json-{PictureBytes}-1-0");
}
