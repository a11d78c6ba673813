using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk;

/// <summary>Puts one client into a service collection: its options, its HTTP handlers, itself.</summary>
internal static class ClientRegistration
{
    private const string HttpClientName = "GptImage.Sdk";
    private const string HostSection = "GptImage";

    private static readonly string[] SecretHeaders = ["Authorization", "api-key", "OpenAI-Organization", "OpenAI-Project"];

    /// <summary>Registers a client whose options come from the host's configuration and, where that has none, from the
    /// environment.</summary>
    public static IHttpClientBuilder AddFromHost(IServiceCollection services)
    {
        services.AddSingleton(new ClientSection(Options.DefaultName, HostSection));
        return Add(
            services,
            key: null,
            options => options
                .Configure<IServiceProvider>(static (target, provider) =>
                {
                    if (provider.GetService<IConfiguration>() is { } configuration)
                    {
                        OptionsBinder.Bind(configuration.GetSection(HostSection), target);
                    }
                })
                .PostConfigure(EnvironmentOptions.Fill));
    }

    /// <summary>Registers a client whose options come from configuration.</summary>
    public static IHttpClientBuilder Add(IServiceCollection services, string? key, IConfiguration section)
    {
        if (section is IConfigurationSection { Path.Length: > 0 } named)
        {
            services.AddSingleton(new ClientSection(key ?? Options.DefaultName, named.Path));
        }

        return Add(services, key, options => options.Configure(target => OptionsBinder.Bind(section, target)));
    }

    public static IHttpClientBuilder Add(IServiceCollection services, string? key, Action<OptionsBuilder<GptImageClientOptions>> configure)
    {
        string optionsName = key ?? Options.DefaultName;
        string clientName = key is null ? HttpClientName : $"{HttpClientName}:{key}";
        OptionsBuilder<GptImageClientOptions> options = services.AddOptions<GptImageClientOptions>(optionsName);
        configure(options);
        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GptImageClientOptions>, GptImageClientOptionsValidator>());

        // Pictures that come as addresses are fetched without anything that belongs to the client.
        services.AddHttpClient(clientName + ":download")
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider, optionsName));
        IHttpClientBuilder builder = services.AddHttpClient(clientName)
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider, optionsName));
        KeepHostsOff(services, clientName);
        KeepHostsOff(services, clientName + ":download");
        KeepBare(services, clientName + ":download");
        RefuseRedirects(services, clientName, optionsName);
        if (key is null)
        {
            services.TryAddSingleton(provider => Create(provider, optionsName, clientName));
            services.TryAddSingleton<IGptImageClient>(provider => provider.GetRequiredService<GptImageClient>());
        }
        else
        {
            services.TryAddKeyedSingleton(key, (provider, _) => Create(provider, optionsName, clientName));
            services.TryAddKeyedSingleton<IGptImageClient>(key, (provider, _) => provider.GetRequiredKeyedService<GptImageClient>(key));
        }

        return builder;
    }

    private static SocketsHttpHandler Handler(IServiceProvider provider, string optionsName) =>
        PictureHandler.Create(provider.GetRequiredService<IOptionsMonitor<GptImageClientOptions>>().Get(optionsName).ConnectTimeout);

    private static GptImageClient Create(IServiceProvider provider, string optionsName, string clientName)
    {
        GptImageClientOptions options = provider.GetRequiredService<IOptionsMonitor<GptImageClientOptions>>().Get(optionsName).Copy();
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
        return new GptImageClient(
            options, () => factory.CreateClient(clientName), () => factory.CreateClient(clientName + ":download"),
            provider.GetService<IMeterFactory>());
    }

    /// <summary>
    /// Takes off what a host puts on all its HTTP clients: a standard resilience handler cuts a picture off after seconds
    /// and sends the request again, a timeout does the former. Runs after every other configuration, whatever the order of registration.
    /// </summary>
    private static void KeepHostsOff(IServiceCollection services, string clientName) =>
        services.PostConfigure<HttpClientFactoryOptions>(clientName, options =>
        {
            options.HttpClientActions.Add(client => client.Timeout = Timeout.InfiniteTimeSpan);
            options.HttpMessageHandlerBuilderActions.Add(RemoveRepeaters);
            Func<string, bool> others = options.ShouldRedactHeaderValue;
            options.ShouldRedactHeaderValue = header => SecretHeaders.Contains(header, StringComparer.OrdinalIgnoreCase) || others(header);
        });

    /// <summary>Takes off what a host adds to all its requests: pictures come from anywhere, and nothing of the host's goes
    /// there.</summary>
    private static void KeepBare(IServiceCollection services, string clientName) =>
        services.PostConfigure<HttpClientFactoryOptions>(clientName, options =>
        {
            options.HttpClientActions.Add(client => client.DefaultRequestHeaders.Clear());
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.AdditionalHandlers.Clear());
        });

    /// <summary>Refuses a handler that would carry the key of an Azure resource to another host.</summary>
    private static void RefuseRedirects(IServiceCollection services, string clientName, string optionsName) =>
        services.PostConfigure<HttpClientFactoryOptions>(clientName, options => options.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            if (RedirectCheck.IsFollowing(builder.PrimaryHandler)
                && builder.Services.GetRequiredService<IOptionsMonitor<GptImageClientOptions>>().Get(optionsName).Azure is not null)
            {
                throw new InvalidOperationException(RedirectCheck.KeyWouldFollow);
            }
        }));

    private static void RemoveRepeaters(HttpMessageHandlerBuilder builder)
    {
        for (int i = builder.AdditionalHandlers.Count - 1; i >= 0; i--)
        {
            if (IsRepeater(builder.AdditionalHandlers[i].GetType()))
            {
                builder.AdditionalHandlers.RemoveAt(i);
            }
        }
    }

    private static bool IsRepeater(Type handler) =>
        handler.Namespace == "Microsoft.Extensions.Http.Resilience"
        || (handler.Namespace?.StartsWith("Microsoft.Extensions.Http.Resilience.", StringComparison.Ordinal) ?? false)
        || handler.FullName == "Microsoft.Extensions.Http.PolicyHttpMessageHandler";
}
