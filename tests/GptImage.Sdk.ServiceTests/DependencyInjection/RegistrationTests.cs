using GptImage.Sdk.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk.ServiceTests;

public class RegistrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddGptImageClient_Resolved_IsOneSingletonOfBothTypes()
    {
        using FakeGptImageService service = Plain();
        ServiceCollection services = new();
        services.AddGptImageClient(options => Point(options, service));
        await using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions
        {
            ValidateScopes = true,
            ValidateOnBuild = true,
        });

        IGptImageClient client = provider.GetRequiredService<IGptImageClient>();
        await client.GenerateAsync("A lighthouse", Token);

        Assert.Same(client, provider.GetRequiredService<GptImageClient>());
        await using AsyncServiceScope scope = provider.CreateAsyncScope();
        Assert.Same(client, scope.ServiceProvider.GetRequiredService<IGptImageClient>());
    }

    [Fact]
    public async Task AddGptImageClient_TwoKeys_AreNeverMixed()
    {
        using FakeGptImageService eu = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            ApiKey = "sk-eu",
            Drawing = FakeDrawing.Plain,
        });
        using FakeGptImageService us = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            ApiKey = "sk-us",
            Drawing = FakeDrawing.Plain,
        });
        ServiceCollection services = new();
        services.AddGptImageClient("eu", options => Point(options, eu));
        services.AddGptImageClient("us", options => Point(options, us));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Task.WhenAll(
            Enumerable.Range(0, 20)
            .Select(
                number => provider.GetRequiredKeyedService<IGptImageClient>(number % 2 == 0 ? "eu" : "us")
                .GenerateAsync($"Picture {number}", Token)));

        Assert.Equal(10, eu.Requests.Count);
        Assert.Equal(10, us.Requests.Count);
        Assert.All(eu.Requests.Concat(us.Requests), request => Assert.Equal(200, request.StatusCode));
        Assert.Null(provider.GetService<IGptImageClient>());
        Assert.NotSame(provider.GetRequiredKeyedService<GptImageClient>("eu"), provider.GetRequiredKeyedService<GptImageClient>("us"));
    }

    [Fact]
    public async Task GenerateAsync_EachAttempt_TakesItsClientFromTheFactory()
    {
        using FakeGptImageService service = Plain();
        service.Enqueue(FakeOutcome.RateLimited(TimeSpan.Zero));
        ServiceCollection services = new();
        services.AddGptImageClient(options => Point(options, service));
        using RotatingFactory factory = new();
        services.AddSingleton<IHttpClientFactory>(factory);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IGptImageClient client = provider.GetRequiredService<IGptImageClient>();

        await client.GenerateAsync("One", Token);
        await client.GenerateAsync("Two", Token);

        Assert.Equal(["GptImage.Sdk", "GptImage.Sdk", "GptImage.Sdk"], factory.Names);
    }

    [Fact]
    public async Task StartAsync_NoKey_NamesOptionAndVariable()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddGptImageClient(_ => { });
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains("GptImageClientOptions.ApiKey", exception.Message, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GptImage:Clients:eu:Modle", "gpt-image-2", "'GptImage:Clients:eu:Modle' is unknown")]
    [InlineData("GptImage:Clients:eu:Deployment", "gpt-image-2", ", Deployments.")]
    [InlineData("GptImage:Clients:eu:Retry:MaxTries", "3", "'GptImage:Clients:eu:Retry:MaxTries' is unknown")]
    [InlineData("GptImage:Clients:eu:AttemptTimeout", "ten minutes", "The value 'ten minutes' of the configuration key 'GptI")]
    [InlineData("GptImage:Clients:eu:Retry:MaxAttempts", "many", "'GptImage:Clients:eu:Retry:MaxAttempts' cannot be read")]
    [InlineData("GptImage:Clients:eu:DefaultModel", " ", "'GptImage:Clients:eu:DefaultModel' cannot be read")]
    [InlineData(
        "GptImage:Clients:eu:BaseAddress", "api.openai.com",
        "The value of the configuration key 'GptImage:Clients:eu:BaseAddress' cannot be read")]
    [InlineData("GptImage:Clients:eu:AllowInsecureHttp", "perhaps", "'GptImage:Clients:eu:AllowInsecureHttp' cannot be read")]
    [InlineData("GptImage:Clients:eu:BaseAddress", "http://example.com/v1", "GptImage:Clients:eu:BaseAddress would send the key over")]
    [InlineData("GptImage:Clients:eu:Retry:MaxAttempts", "0", "GptImage:Clients:eu:Retry:MaxAttempts is 0")]
    [InlineData("GptImage:Clients:eu:ApiKey", " ", "Set GptImage:Clients:eu:ApiKey (or ApiKeyProvider)")]
    [InlineData(
        "GptImage:Clients:eu:ConnectTimeout", "15",
        "'GptImage:Clients:eu:ConnectTimeout' cannot be read: a bare number has no unit; for 15 seconds write 00:00:15.")]
    [InlineData("GptImage:Clients:eu:Retry:BaseDelay", "0.5", "for 0.5 seconds write 00:00:00.5000000.")]
    [InlineData("GptImage:Clients:eu:AttemptTimeout", "1e300", "write a time such as 00:10:00.")]
    [InlineData("GptImage:Clients:eu:Deployments:mine", "", "'GptImage:Clients:eu:Deployments:mine' needs the id of a model")]
    [InlineData(
        "GptImage:Clients:eu:Azure:Endpoint", "my-resource",
        "The value of the configuration key 'GptImage:Clients:eu:Azure:Endpoint' cannot be read: write an address")]
    [InlineData("GptImage:Clients:eu:Azure:Version", "v1", "'GptImage:Clients:eu:Azure:Version' is unknown")]
    [InlineData("GptImage:Clients:eu:Azure:ApiVersion", "2025", "GptImage:Clients:eu:Azure:Endpoint must be an absolute")]
    [InlineData("GptImage:Clients:eu:Azure:ApiVersion", "2025", "GptImage:Clients:eu:Azure:ApiVersion is neither a date")]
    public async Task StartAsync_ConfigurationWrong_NamesTheFullKey(string key, string value, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["GptImage:Clients:eu:ApiKey"] = "sk-secret", [key] = value });
        builder.Services.AddGptImageClient("eu", builder.Configuration.GetSection("GptImage:Clients:eu"));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DefaultClientBesideKeyedOnes_Starts()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GptImage:ApiKey"] = "sk-1",
            ["GptImage:Deployments:mine"] = "gpt-image-2",
            ["GptImage:Clients:eu:ApiKey"] = "sk-2",
        });
        builder.Services.AddGptImageClient(builder.Configuration.GetSection("GptImage"));
        builder.Services.AddGptImageClient("eu", builder.Configuration.GetSection("GptImage:Clients:eu"));
        using IHost host = builder.Build();

        await host.StartAsync(Token);

        var request = new TextToImageRequest("A lighthouse");
        Assert.Equal("mine", host.Services.GetRequiredService<IGptImageClient>().Explain(request).Fields["model"]);
        Assert.Equal("gpt-image-2", host.Services.GetRequiredKeyedService<IGptImageClient>("eu").Explain(request).Fields["model"]);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task StartAsync_AzureInConfiguration_NamesAddressAndDeployment()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["GptImage:ApiKey"] = "key-1",
            ["GptImage:Azure:ApiVersion"] = "2025-04-01-preview",
            ["GptImage:Azure:Endpoint"] = "https://res.openai.azure.com",
            ["GptImage:Deployments:my-dep"] = "gpt-image-2",
        });
        builder.Services.AddGptImageClient(builder.Configuration.GetSection("GptImage"));
        using IHost host = builder.Build();

        await host.StartAsync(Token);

        RequestPlan plan = host.Services.GetRequiredService<IGptImageClient>().Explain(new TextToImageRequest("A lighthouse"));
        Assert.Equal("deployments/my-dep/images/generations?api-version=2025-04-01-preview", plan.Endpoint);
        Assert.Equal(
            "https://res.openai.azure.com/openai/",
            host.Services.GetRequiredService<IOptions<GptImageClientOptions>>().Value.BaseAddress.AbsoluteUri);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task AddGptImageClient_Configuration_SetsEveryListedKey()
    {
        Dictionary<string, string?> values = new()
        {
            ["ApiKey"] = "sk-1",
            ["BaseAddress"] = "https://eu.api.openai.com/v1",
            ["Organization"] = "org-1",
            ["Project"] = "proj-1",
            ["DefaultModel"] = "gpt-image-2.6-flare",
            ["ConnectTimeout"] = "00:00:05",
            ["AttemptTimeout"] = "00:05:00",
            ["TotalTimeout"] = "00:11:00",
            ["StreamIdleTimeout"] = "00:01:00",
            ["AllowInsecureHttp"] = "true",
            ["AllowImageDownload"] = "TRUE",
            ["MaxImageBytes"] = "1000000",
            ["MaxAnswerBytes"] = "2000",
            ["ExpectContinueFromBytes"] = "",
            ["LogContent"] = "true",
            ["Retry:MaxAttempts"] = "5",
            ["Retry:BaseDelay"] = "00:00:01.5",
            ["Retry:MaxDelay"] = "00:02:00",
            ["Retry:RepeatPossiblyCharged"] = "true",
        };
        ServiceCollection services = new();
        services.AddGptImageClient(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        await using ServiceProvider provider = services.BuildServiceProvider();

        GptImageClientOptions options = provider.GetRequiredService<IOptions<GptImageClientOptions>>().Value;

        Assert.Equal("sk-1", options.ApiKey);
        Assert.Equal(new Uri("https://eu.api.openai.com/v1"), options.BaseAddress);
        Assert.Equal(("org-1", "proj-1"), (options.Organization, options.Project));
        Assert.Equal("gpt-image-2.6-flare", options.DefaultModel.Value);
        Assert.Equal(
            [5, 300, 660, 60],
            new[]
            { options.ConnectTimeout, options.AttemptTimeout, options.TotalTimeout,
            options.StreamIdleTimeout }.Select(span => span.TotalSeconds));
        Assert.True(options.AllowInsecureHttp && options.AllowImageDownload && options.LogContent && options.Retry.RepeatPossiblyCharged);
        Assert.Equal((1_000_000, 2000), (options.MaxImageBytes, options.MaxAnswerBytes));
        Assert.Null(options.ExpectContinueFromBytes);
        Assert.Equal((5, 1.5, 120), (options.Retry.MaxAttempts, options.Retry.BaseDelay.TotalSeconds, options.Retry.MaxDelay.TotalSeconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GenerateAsync_HostWithDefaultHeaders_SendsNoneToTheAddressOfAPicture(bool hostFirst)
    {
        byte[] picture = Pictures.Png(64, 48);
        await using RawServer pictures = RawServer.Start((_, connection) => connection.AnswerAsync(200, "image/png", picture));
        await using RawServer server = RawServer.Answering(
            200, "application/json", $"{{\"data\":[{{\"url\":\"{pictures.BaseAddress}1.png\"}}]}}");
        ServiceCollection services = new();
        void AddHost() => services.ConfigureHttpClientDefaults(builder => builder
            .ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("X-Host-Secret", "s3cret"))
            .AddHttpMessageHandler(() => new HeaderHandler()));
        if (hostFirst)
        {
            AddHost();
        }

        services.AddGptImageClient(options =>
        {
            options.ApiKey = "sk-test";
            options.BaseAddress = server.BaseAddress;
            options.AllowImageDownload = true;
        });
        if (!hostFirst)
        {
            AddHost();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();

        ImageResult result = await provider.GetRequiredService<IGptImageClient>().GenerateAsync("A lighthouse", Token);

        Assert.Equal(picture, result.Image.Bytes.ToArray());
        Assert.DoesNotContain("s3cret", pictures.Requests[0].Head, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-test", pictures.Requests[0].Head, StringComparison.Ordinal);
        Assert.Contains("s3cret", server.Requests[0].Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GenerateAsync_OwnHandlerThatFollowsRedirects_IsRefusedOnAzure(bool isAzure)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        ServiceCollection services = new();
        services.AddGptImageClient(options =>
        {
            options.ApiKey = "azure";
            options.Azure = isAzure ? new AzureOptions { Endpoint = server.BaseAddress } : null;
            if (!isAzure)
            {
                options.BaseAddress = server.BaseAddress;
            }
        }).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();
        IGptImageClient client = provider.GetRequiredService<IGptImageClient>();

        Exception? failure = await Record.ExceptionAsync(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(isAzure ? 0 : 1, server.Requests.Count);
        Assert.Equal(isAzure ? ChargeState.NotSent : null, (failure as GptImageConnectionException)?.Charge);
        Assert.Equal(isAzure, failure?.Message.Contains("Set AllowAutoRedirect = false on it.", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddGptImageClient_HostWithResilienceAndTimeout_IsNotRepeatedNorCutOff(bool hostFirst)
    {
        await using RawServer server = RawServer.Answering(500, "text/html", "<html>edge</html>");
        ServiceCollection services = new();
        if (hostFirst)
        {
            AddHostDefaults(services);
        }

        int own = 0;
        services.AddGptImageClient(options =>
        {
            options.ApiKey = "sk-test";
            options.BaseAddress = server.BaseAddress;
        }).AddHttpMessageHandler(() => new CallbackHandler(() => own++));
        if (!hostFirst)
        {
            AddHostDefaults(services);
        }

        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<GptImageServerException>(
            () => provider.GetRequiredService<IGptImageClient>().GenerateAsync("A lighthouse", Token));

        Assert.Single(server.Requests);
        Assert.Equal(1, own);
        using HttpClient http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("GptImage.Sdk");
        Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);
        using HttpClient other = provider.GetRequiredService<IHttpClientFactory>().CreateClient("other");
        Assert.Equal(TimeSpan.FromSeconds(7), other.Timeout);
    }

    [Fact]
    public async Task AddGptImageClient_LoggingAtTrace_NeverShowsKeyOrPrompt()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            ApiKey = "sk-very-secret",
            Drawing = FakeDrawing.Plain,
        });
        using CollectingLoggerProvider logs = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddGptImageClient(options => Point(options, service));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IGptImageClient>().GenerateAsync("A secret lighthouse", Token);

        Assert.Contains(logs.Lines, line => line.Contains("images/generations", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("sk-very-secret", StringComparison.Ordinal)
            || line.Contains("secret lighthouse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddGptImageClient_LogContent_ShowsThePrompt()
    {
        using FakeGptImageService service = Plain();
        using CollectingLoggerProvider logs = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddGptImageClient(options =>
        {
            Point(options, service);
            options.LogContent = true;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IGptImageClient>().GenerateAsync("A lighthouse", Token);

        Assert.Contains(logs.Lines, line => line.Contains("Prompt: A lighthouse", StringComparison.Ordinal));
    }

    private static FakeGptImageService Plain() => FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private static void Point(GptImageClientOptions options, FakeGptImageService service)
    {
        options.ApiKey = service.ApiKey;
        options.BaseAddress = service.BaseAddress;
    }

    private static void AddHostDefaults(ServiceCollection services) => services.ConfigureHttpClientDefaults(client =>
    {
        client.AddStandardResilienceHandler();
        client.ConfigureHttpClient(http => http.Timeout = TimeSpan.FromSeconds(7));
    });

    /// <summary>Adds a secret of the host to each request.</summary>
    private sealed class HeaderHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("X-Handler-Secret", "s3cret too");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
