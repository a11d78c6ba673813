using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Where the key is from, and what is wrong with it before it is sent. Never the key.</summary>
/// <param name="Name">The option or the environment variable; <see langword="null"/> when there is no key.</param>
/// <param name="Problem">What is wrong with it, or <see langword="null"/>.</param>
internal sealed record KeyOrigin(string? Name, string? Problem)
{
    /// <summary>Gets whether there is a key that can be sent.</summary>
    public bool IsUsable => Name is not null && Problem is null;

    /// <summary>Finds where the key of a client's options is from.</summary>
    public static KeyOrigin FromOptions(GptImageClientOptions options, bool isFromFile) =>
        string.IsNullOrWhiteSpace(options.ApiKey) ? new KeyOrigin(null, null)
        : new KeyOrigin(
            isFromFile ? "--key-file" : options.Azure is null ? "OPENAI_API_KEY" : "AZURE_OPENAI_API_KEY",
            OptionsCheck.KeyProblem(options.ApiKey) is null ? null : "it has a line break, a space or a character beyond ASCII");
}
