namespace GptImage.Sdk;

/// <summary>The configuration section that the options of a client come from, so that messages can name the full key.</summary>
/// <param name="OptionsName">The name of the options.</param>
/// <param name="Path">The path of the section, for example <c>GptImage:Clients:eu</c>.</param>
internal sealed record ClientSection(string OptionsName, string Path)
{
    private const string Type = nameof(GptImageClientOptions) + ".";
    private const string Retry = nameof(GptImageClientOptions.Retry);
    private const string Azure = nameof(GptImageClientOptions.Azure);

    /// <summary>Puts the configuration keys into a message about options.</summary>
    public string NameKeys(string problem) => problem
        .Replace(Type + Retry + ".", $"{Path}:{Retry}:", StringComparison.Ordinal)
        .Replace(Type + Azure + ".", $"{Path}:{Azure}:", StringComparison.Ordinal)
        .Replace(Type, Path + ":", StringComparison.Ordinal);
}
