namespace GptImage.Sdk;

/// <summary>Reads options from environment variables.</summary>
internal static class EnvironmentOptions
{
    public static GptImageClientOptions Read()
    {
        GptImageClientOptions options = new()
        {
            ApiKey = Variable("OPENAI_API_KEY"),
            Organization = Variable("OPENAI_ORG_ID"),
            Project = Variable("OPENAI_PROJECT_ID"),
        };
        if (Variable("OPENAI_BASE_URL") is { } address)
        {
            options.BaseAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
                ? uri
                : throw new ArgumentException(
                    $"The environment variable OPENAI_BASE_URL is no absolute address: '{address}'. Set it to one such as "
                    + "https://api.openai.com/v1, or unset it.");
        }

        return options;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
