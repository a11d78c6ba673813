using GptImage.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="IGptImageClient"/> and <see cref="GptImageClient"/> as singletons.</summary>
public static class GptImageServiceCollectionExtensions
{
    /// <summary>Registers a client with the options in the section <c>GptImage</c> of the host's configuration. What that and your code
    /// leave unset comes from the environment variables that <see cref="GptImageClient.FromEnvironment"/> lists.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The builder of the client's HTTP handlers. Resilience handlers on it are taken off again.</returns>
    /// <remarks>The key follows the service: where the options name an address, the variables for addresses are not read, and where they
    /// have a key, <c>AZURE_OPENAI_ENDPOINT</c> is not. Without a host, that is without an <see cref="IConfiguration"/> among the services,
    /// only the environment counts. An unknown key or unreadable value is an error when the host starts.</remarks>
    public static IHttpClientBuilder AddGptImageClient(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return ClientRegistration.AddFromHost(services);
    }

    /// <summary>Registers one keyed client for each child of a section, with the child's name as its key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clients">The section, usually <c>GptImage:Clients</c>. Each child has the options of one client by name, as for
    /// <see cref="AddGptImageClient(IServiceCollection, string, IConfiguration)"/>; nothing comes from the environment.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddGptImageClients(this IServiceCollection services, IConfiguration clients)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(clients);
        foreach (IConfigurationSection client in clients.GetChildren())
        {
            ClientRegistration.Add(services, client.Key, client);
        }

        return services;
    }

    /// <summary>Registers a client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>The builder of the client's HTTP handlers. Resilience handlers on it are taken off again: the client repeats by itself what
    /// is safe to repeat.</returns>
    public static IHttpClientBuilder AddGptImageClient(this IServiceCollection services, Action<GptImageClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return ClientRegistration.Add(services, key: null, options => options.Configure(configure));
    }

    /// <summary>Registers a client with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section with the options by name, for example <c>GptImage:ApiKey</c>. Its child <c>Clients</c> is left to
    /// keyed clients. An unknown key or unreadable value is an error when the host starts.</param>
    /// <returns>The builder of the client's HTTP handlers. Resilience handlers on it are taken off again.</returns>
    public static IHttpClientBuilder AddGptImageClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return ClientRegistration.Add(services, key: null, section);
    }

    /// <summary>Registers a keyed client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key of the service, for example <c>eu</c>.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>The builder of the client's HTTP handlers. Resilience handlers on it are taken off again.</returns>
    public static IHttpClientBuilder AddGptImageClient(
        this IServiceCollection services, string key, Action<GptImageClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(configure);
        return ClientRegistration.Add(services, key, options => options.Configure(configure));
    }

    /// <summary>Registers a keyed client with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key of the service, for example <c>eu</c>.</param>
    /// <param name="section">The section with the options by name, usually <c>GptImage:Clients:eu</c> for the key <c>eu</c>. An unknown
    /// key or unreadable value is an error when the host starts.</param>
    /// <returns>The builder of the client's HTTP handlers. Resilience handlers on it are taken off again.</returns>
    public static IHttpClientBuilder AddGptImageClient(this IServiceCollection services, string key, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(section);
        return ClientRegistration.Add(services, key, section);
    }
}
