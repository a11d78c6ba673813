using GptImage.Sdk.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What a host's configuration and its environment say of clients.</summary>
[Collection(nameof(EnvironmentScope))]
public class HostConfigurationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void AddGptImageClient_NoArguments_TakesTheSectionOfTheHost()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("OPENAI_API_KEY", "sk-environment"), ("OPENAI_PROJECT_ID", "proj-environment"));

        GptImageClientOptions options = Resolve(
            ("GptImage:ApiKey", "sk-section"), ("GptImage:DefaultModel", "gpt-image-1.5"), ("GptImage:Clients:eu:ApiKey", "sk-eu"));

        Assert.Equal(("sk-section", "gpt-image-1.5"), (options.ApiKey, options.DefaultModel.Value));
        Assert.Equal("proj-environment", options.Project);
        Assert.Equal("https://api.openai.com/v1/", options.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void AddGptImageClient_NothingConfigured_TakesTheEnvironment()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("OPENAI_API_KEY", "sk-environment"), ("OPENAI_BASE_URL", "https://gateway.example.org/v1"));

        GptImageClientOptions options = Resolve(("GptImage:ApiKey", ""));

        Assert.Equal(("sk-environment", "https://gateway.example.org/v1"), (options.ApiKey, options.BaseAddress.AbsoluteUri));
    }

    [Fact]
    public void AddGptImageClient_AzureInTheEnvironment_BringsItsOwnKey()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("OPENAI_API_KEY", "sk-openai"), ("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com"), ("AZURE_OPENAI_API_KEY", "azure"));

        Assert.Equal("azure", Resolve().ApiKey);
        Assert.Equal("https://res.openai.azure.com/", Resolve().Azure?.Endpoint?.AbsoluteUri);
    }

    [Fact]
    public void AddGptImageClient_SectionNamesAService_TakesNoKeyOfAnother()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("OPENAI_API_KEY", "sk-openai"), ("OPENAI_ORG_ID", "org-1"), ("AZURE_OPENAI_ENDPOINT", "https://other.openai.azure.com"),
            ("AZURE_OPENAI_API_KEY", "azure"));

        GptImageClientOptions azure = Resolve(("GptImage:Azure:Endpoint", "https://res.openai.azure.com"));
        GptImageClientOptions gateway = Resolve(("GptImage:BaseAddress", "https://gateway.example.org/v1"));

        Assert.Equal(("azure", null), (azure.ApiKey, azure.Organization));
        Assert.Equal("https://res.openai.azure.com/", azure.Azure?.Endpoint?.AbsoluteUri);
        Assert.Equal(("sk-openai", "org-1"), (gateway.ApiKey, gateway.Organization));
        Assert.Null(gateway.Azure);
    }

    [Fact]
    public void AddGptImageClient_KeyProviderInCode_LeavesTheKeyOfTheEnvironment()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(("OPENAI_API_KEY", "sk-environment"));

        GptImageClientOptions options = Resolve(
            services => services.Configure<GptImageClientOptions>(target => target.ApiKeyProvider = _ => ValueTask.FromResult("token")));

        Assert.Null(options.ApiKey);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddGptImageClient_KeySetBesideAzureInTheEnvironment_DoesNotGoThere(bool isInCode)
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com"), ("AZURE_OPENAI_API_KEY", "azure"), ("OPENAI_PROJECT_ID", "proj-1"),
            ("OPENAI_BASE_URL", "https://gateway.example.org/v1"));

        GptImageClientOptions options = isInCode
            ? Resolve(services => services.Configure<GptImageClientOptions>(
                target => target.ApiKeyProvider = _ => ValueTask.FromResult("token")))
            : Resolve(("GptImage:ApiKey", "sk-section"));

        Assert.Null(options.Azure);
        Assert.Equal("https://gateway.example.org/v1", options.BaseAddress.AbsoluteUri);
        Assert.Equal((isInCode ? null : "sk-section", "proj-1"), (options.ApiKey, options.Project));
    }

    [Fact]
    public void AddGptImageClient_HalfOfAzureConfigured_TakesTheOtherFromTheEnvironment()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com"), ("AZURE_OPENAI_API_KEY", "azure"),
            ("OPENAI_API_VERSION", "2025-04-01-preview"));

        GptImageClientOptions version = Resolve(("GptImage:Azure:ApiVersion", "v1"));
        GptImageClientOptions address = Resolve(("GptImage:Azure:Endpoint", "https://other.openai.azure.com"));

        Assert.Equal(("https://res.openai.azure.com/", "v1"), (version.Azure?.Endpoint?.AbsoluteUri, version.Azure?.ApiVersion));
        Assert.Equal(
            ("https://other.openai.azure.com/", "2025-04-01-preview"), (address.Azure?.Endpoint?.AbsoluteUri, address.Azure?.ApiVersion));
    }

    [Fact]
    public void AddGptImageClient_AzureInCode_IsNotWrittenTo()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(
            ("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com"), ("AZURE_OPENAI_API_KEY", "azure"), ("OPENAI_API_VERSION", "v1"));
        AzureOptions azure = new();

        GptImageClientOptions options =
            Resolve(services => services.Configure<GptImageClientOptions>(target => target.Azure = azure));

        Assert.Equal("https://res.openai.azure.com/", options.Azure?.Endpoint?.AbsoluteUri);
        Assert.Equal((null, null), (azure.Endpoint, azure.ApiVersion));
    }

    [Theory]
    [InlineData("AZURE_OPENAI_ENDPOINT")]
    [InlineData("OPENAI_BASE_URL")]
    public void AddGptImageClient_KeyInTheVariableOfAnAddress_IsNotRepeated(string variable)
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient((variable, "sk-secret-1"));

        ArgumentException exception = Assert.Throws<ArgumentException>(() => Resolve());

        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret-1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Azure")]
    [InlineData("Deployments")]
    [InlineData("ImageRateLimiter")]
    [InlineData("Retry")]
    public void AddGptImageClient_EmptyGroup_IsAsUnset(string group)
    {
        ServiceCollection services = new();
        services.AddGptImageClient(Configuration(("ApiKey", "sk-1"), (group, null)));
        using ServiceProvider provider = services.BuildServiceProvider();

        GptImageClientOptions options = provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value;

        Assert.Empty(options.Deployments);
        Assert.Equal((null, null), (options.Azure, options.ImageRateLimiter));
    }

    [Fact]
    public async Task AddGptImageClient_WithoutConfiguration_StillMakesAClient()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(("OPENAI_API_KEY", "sk-environment"));
        ServiceCollection services = new();
        services.AddGptImageClient();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<GptImageClient>(), provider.GetRequiredService<IGptImageClient>());
    }

    [Fact]
    public async Task StartAsync_NoKeyAnywhere_NamesKeyAndVariable()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGptImageClient();
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("GptImage:ApiKey", exception.Message, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddGptImageClients_EachChild_IsAClientOfItsName()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(("OPENAI_API_KEY", "sk-environment"));
        ServiceCollection services = new();
        services.AddGptImageClients(Configuration(
            ("eu:ApiKey", "sk-eu"), ("eu:DefaultModel", "gpt-image-1.5"), ("us:ApiKey", "sk-us")));
        await using ServiceProvider provider = services.BuildServiceProvider();

        string? ModelOf(string key) => provider.GetRequiredKeyedService<IGptImageClient>(key)
            .Explain(new TextToImageRequest("A lighthouse")).Fields["model"];

        Assert.Equal(("gpt-image-1.5", "gpt-image-2"), (ModelOf("eu"), ModelOf("us")));
        Assert.Null(provider.GetService<IGptImageClient>());
    }

    [Fact]
    public async Task AddGptImageClients_ChildWithoutKey_IsNamedAtTheStart()
    {
        using EnvironmentScope environment = EnvironmentScope.ForClient(("OPENAI_API_KEY", "sk-environment"));
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("GptImage:Clients:eu:DefaultModel", "gpt-image-2")]);
        builder.Services.AddGptImageClients(builder.Configuration.GetSection("GptImage:Clients"));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("Client 'eu': There is no API key. Set GptImage:Clients:eu:ApiKey", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImageRateLimiter_FromConfiguration_HoldsCallsBack()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        ServiceCollection services = new();
        services.AddGptImageClient(Configuration(
            ("ApiKey", service.ApiKey), ("BaseAddress", service.BaseAddress.AbsoluteUri), ("ImageRateLimiter:ImagesPerMinute", "1"),
            ("ImageRateLimiter:MaxConcurrentCalls", "2"), ("ImageRateLimiter:QueueLimit", "0")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IGptImageClient client = provider.GetRequiredService<IGptImageClient>();

        await client.GenerateAsync("One", Token);
        GptImageRateLimitException exception =
            await Assert.ThrowsAsync<GptImageRateLimitException>(() => client.GenerateAsync("Two", Token));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("ImageRateLimiter:ImagesPerMinute", "0", "ImageRateLimiter:ImagesPerMinute is 0; set 1 or more, or null for any number.")]
    [InlineData("ImageRateLimiter:MaxConcurrentCalls", "0", "ImageRateLimiter:MaxConcurrentCalls is 0; set 1 or more")]
    [InlineData(
        "ImageRateLimiter:ImagesPerMinute", "many",
        "The value 'many' of the configuration key 'ImageRateLimiter:ImagesPerMinute' cannot be read: write a whole number.")]
    [InlineData("ImageRateLimiter:QueueLimit", "-1", "'ImageRateLimiter:QueueLimit' cannot be read: write a whole number.")]
    [InlineData("ImageRateLimiter:PerMinute", "5", "'ImageRateLimiter:PerMinute' is unknown. Known are ImagesPerMinute, Max")]
    [InlineData("ImageRateLimiter", "5", "'ImageRateLimiter' is unknown")]
    public void ImageRateLimiter_WrongValue_NamesTheKey(string key, string value, string message)
    {
        ServiceCollection services = new();
        services.AddGptImageClient(Configuration(("ApiKey", "sk-1"), (key, value)));
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IGptImageClient>);

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static GptImageClientOptions Resolve(params (string Key, string? Value)[] values) => Resolve(_ => { }, values);

    private static GptImageClientOptions Resolve(Action<IServiceCollection> configure, params (string Key, string? Value)[] values)
    {
        ServiceCollection services = new();
        services.AddSingleton(Configuration(values));
        services.AddGptImageClient();
        configure(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value;
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => pair.Value)).Build();
}
