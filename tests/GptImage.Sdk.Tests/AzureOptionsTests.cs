namespace GptImage.Sdk.Tests;

public sealed class AzureOptionsTests
{
    [Fact]
    public void Constructor_NoEndpoint_ShowsWhatOneLooksLike() =>
        AssertRefused(
            options => options.Azure = new AzureOptions(),
            "GptImageClientOptions.Azure.Endpoint must be an absolute http or https address, for example "
            + "https://my-resource.openai.azure.com.");

    [Theory]
    [InlineData("https://res.openai.azure.com/openai/deployments/dep/images/generations", "names a deployment")]
    [InlineData("https://res.openai.azure.com/openai/v1?api-version=preview", "has a query, fragment or user name")]
    [InlineData("http://res.openai.azure.com", "would send the key over plain http to res.openai.azure.com")]
    public void Constructor_EndpointFromThePortal_SaysWhatToLeaveOut(string endpoint, string problem) =>
        AssertRefused(
            options => options.Azure = new AzureOptions { Endpoint = new Uri(endpoint) },
            $"GptImageClientOptions.Azure.Endpoint {problem}");

    [Theory]
    [InlineData("2025-4-1")]
    [InlineData("2025-04-01-beta")]
    [InlineData("20250401")]
    [InlineData("v1&x=1")]
    public void Constructor_OddVersion_ShowsWhatOneLooksLike(string version) =>
        AssertRefused(
            options => options.Azure = new AzureOptions { Endpoint = Resource, ApiVersion = version },
            "GptImageClientOptions.Azure.ApiVersion is neither a date such as 2025-04-01-preview nor a word such as preview");

    [Fact]
    public void Constructor_KeyAndProvider_AsksForOne() =>
        AssertRefused(
            options =>
            {
                options.Azure = new AzureOptions { Endpoint = Resource };
                options.ApiKeyProvider = _ => ValueTask.FromResult("token");
            },
            "GptImageClientOptions.ApiKey and ApiKeyProvider are both set");

    [Fact]
    public void Constructor_BaseAddressBesideAzure_IsRefused() =>
        AssertRefused(
            options =>
            {
                options.Azure = new AzureOptions { Endpoint = Resource };
                options.BaseAddress = new Uri("https://api.openai.com/v1/");
            },
            "GptImageClientOptions.BaseAddress is set beside Azure");

    [Fact]
    public void Constructor_OrganizationBesideAzure_IsRefused() =>
        AssertRefused(
            options =>
            {
                options.Azure = new AzureOptions { Endpoint = Resource };
                options.Organization = "org-1";
            },
            "GptImageClientOptions.Azure is set beside Organization or Project");

    [Fact]
    public void Constructor_HandlerThatFollowsRedirects_IsRefused()
    {
        GptImageClientOptions azure = new() { ApiKey = "key", Azure = new AzureOptions { Endpoint = Resource } };
        using HttpClientHandler platform = new();
        using PassingHandler outer = new(new SocketsHttpHandler());
        using SocketsHttpHandler steady = new() { AllowAutoRedirect = false };

        Assert.Contains(
            "AllowAutoRedirect = false", Assert.Throws<ArgumentException>(() => new GptImageClient(azure, platform)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new GptImageClient(azure, outer));
        using GptImageClient client = new(azure, steady);
        using GptImageClient elsewhere = new(new GptImageClientOptions { ApiKey = "key" }, platform);
    }

    [Fact]
    public void BaseAddress_OfACopy_FollowsFromTheEndpoint()
    {
        GptImageClientOptions copy =
            new GptImageClientOptions { ApiKey = "key", Azure = new AzureOptions { Endpoint = Resource } }.Copy().Copy();

        Assert.Equal("https://res.openai.azure.com/openai/v1/", copy.BaseAddress.AbsoluteUri);
        Assert.Equal("azure.ai.openai", copy.ProviderName);
        Assert.Empty(OptionsCheck.Problems(copy));
    }

    [Theory]
    [InlineData("https://res.openai.azure.com//openai/v1", "https://res.openai.azure.com/openai/v1/")]
    [InlineData("https://res.openai.azure.com//openai", "https://res.openai.azure.com/openai/v1/")]
    [InlineData("https://res.openai.azure.com/.//openai//", "https://res.openai.azure.com/openai/v1/")]
    [InlineData("https://res.openai.azure.com///other.example.org/openai/v1", "https://res.openai.azure.com/other.example.org/openai/v1/")]
    [InlineData("https://res.openai.azure.com//api/projects/name//openai/", "https://res.openai.azure.com/api/projects/name/openai/v1/")]
    public void BaseAddress_SlashesTooMany_StaysOnTheHost(string endpoint, string address)
    {
        using GptImageClient client =
            new(new GptImageClientOptions { ApiKey = "key", Azure = new AzureOptions { Endpoint = new Uri(endpoint) } });

        Assert.Equal(address, client.BaseAddress.AbsoluteUri);
    }

    private static Uri Resource { get; } = new("https://res.openai.azure.com");

    private static void AssertRefused(Action<GptImageClientOptions> configure, string message)
    {
        GptImageClientOptions options = new() { ApiKey = "secret-key-1" };
        configure(options);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new GptImageClient(options));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key-1", exception.Message, StringComparison.Ordinal);
    }

    private sealed class PassingHandler(HttpMessageHandler inner) : DelegatingHandler(inner);
}
