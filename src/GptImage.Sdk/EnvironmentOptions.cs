namespace GptImage.Sdk;

/// <summary>Reads options from environment variables.</summary>
internal static class EnvironmentOptions
{
    public static GptImageClientOptions Read() => Variable("AZURE_OPENAI_ENDPOINT") is { } endpoint ? ReadAzure(endpoint) : ReadOpenAI();

    private static GptImageClientOptions ReadAzure(string endpoint)
    {
        if (Variable("OPENAI_BASE_URL") is not null)
        {
            throw new ArgumentException(
                "The environment variables AZURE_OPENAI_ENDPOINT and OPENAI_BASE_URL are both set, and name two services. Unset one.");
        }

        return new GptImageClientOptions
        {
            ApiKey = Variable("AZURE_OPENAI_API_KEY"),
            Azure = new AzureOptions
            {
                Endpoint = Address("AZURE_OPENAI_ENDPOINT", endpoint, "https://my-resource.openai.azure.com"),
                ApiVersion = Variable("OPENAI_API_VERSION"),
            },
        };
    }

    private static GptImageClientOptions ReadOpenAI()
    {
        GptImageClientOptions options = new()
        {
            ApiKey = Variable("OPENAI_API_KEY"),
            Organization = Variable("OPENAI_ORG_ID"),
            Project = Variable("OPENAI_PROJECT_ID"),
        };
        if (Variable("OPENAI_BASE_URL") is { } address)
        {
            options.BaseAddress = Address("OPENAI_BASE_URL", address, "https://api.openai.com/v1");
        }

        return options;
    }

    private static Uri Address(string variable, string value, string example) => Uri.TryCreate(value, UriKind.Absolute, out Uri? address)
        ? address
        : throw new ArgumentException(
            $"The environment variable {variable} is no absolute address: '{value}'. Set it to one such as {example}, or unset it.");

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
