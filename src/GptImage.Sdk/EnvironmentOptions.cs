namespace GptImage.Sdk;

/// <summary>Reads options from environment variables.</summary>
internal static class EnvironmentOptions
{
    private const string AzureEndpoint = "AZURE_OPENAI_ENDPOINT";
    private const string AzureVersion = "OPENAI_API_VERSION";
    private const string OpenAIKey = "OPENAI_API_KEY";
    private const string AzureKey = "AZURE_OPENAI_API_KEY";
    private const string OrganizationId = "OPENAI_ORG_ID";
    private const string ProjectId = "OPENAI_PROJECT_ID";

    public static GptImageClientOptions Read() => Variable(AzureEndpoint) is { } endpoint ? ReadAzure(endpoint) : ReadOpenAI();

    /// <summary>Sets what options leave unset. A service that they name gets the key of that service and none of another, and a key that
    /// they have goes to no Azure resource of the environment.</summary>
    /// <exception cref="ArgumentException">The options name no service, and the variables are wrong.</exception>
    public static void Fill(GptImageClientOptions options)
    {
        bool hasKey = options.ApiKeyProvider is not null || !string.IsNullOrWhiteSpace(options.ApiKey);
        if (options.Azure is { } azure)
        {
            options.Azure = Complete(azure.Copy(), hasKey);
        }
        else if (!options.HasBaseAddress)
        {
            GptImageClientOptions read = hasKey ? ReadOpenAI() : Read();
            options.Azure = read.Azure;
            if (read.HasBaseAddress)
            {
                options.BaseAddress = read.BaseAddress;
            }
        }

        if (!hasKey)
        {
            options.ApiKey = Variable(options.Azure is null ? OpenAIKey : AzureKey);
        }

        if (options.Azure is null)
        {
            options.Organization = string.IsNullOrWhiteSpace(options.Organization) ? Variable(OrganizationId) : options.Organization;
            options.Project = string.IsNullOrWhiteSpace(options.Project) ? Variable(ProjectId) : options.Project;
        }
    }

    private static AzureOptions Complete(AzureOptions azure, bool hasKey)
    {
        if (azure.Endpoint is null && !hasKey && Variable(AzureEndpoint) is { } endpoint)
        {
            azure.Endpoint = AzureAddress(endpoint);
        }

        azure.ApiVersion = azure.SentVersion ?? Variable(AzureVersion);
        return azure;
    }

    private static GptImageClientOptions ReadAzure(string endpoint)
    {
        if (Variable("OPENAI_BASE_URL") is not null)
        {
            throw new ArgumentException(
                "The environment variables AZURE_OPENAI_ENDPOINT and OPENAI_BASE_URL are both set, and name two services. Unset one.");
        }

        return new GptImageClientOptions
        {
            ApiKey = Variable(AzureKey),
            Azure = new AzureOptions { Endpoint = AzureAddress(endpoint), ApiVersion = Variable(AzureVersion) },
        };
    }

    private static GptImageClientOptions ReadOpenAI()
    {
        GptImageClientOptions options = new()
        {
            ApiKey = Variable(OpenAIKey),
            Organization = Variable(OrganizationId),
            Project = Variable(ProjectId),
        };
        if (Variable("OPENAI_BASE_URL") is { } address)
        {
            options.BaseAddress = Address("OPENAI_BASE_URL", address, "https://api.openai.com/v1");
        }

        return options;
    }

    private static Uri AzureAddress(string value) => Address(AzureEndpoint, value, "https://my-resource.openai.azure.com");

    /// <summary>Reads an address. One that is none is not repeated: it may be a key in the wrong variable.</summary>
    private static Uri Address(string variable, string value, string example) => Uri.TryCreate(value, UriKind.Absolute, out Uri? address)
        ? address
        : throw new ArgumentException(
            $"The environment variable {variable} is not an absolute address. Set it to one such as {example}, or unset it.");

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
