using GptImage.Sdk;
using GptImage.Sdk.Hangfire;
using GptImage.Sdk.PostgreSql;
using Hangfire;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a fleet: processes that buy pictures together.</summary>
public static class GptImageFleetServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ImageFleet"/> and <see cref="PostgreSqlPurchases"/>, and gives the client of <c>AddGptImageClient</c>
    /// the rate limit that all processes share. Every process calls it: those that submit and those that work. It needs a client
    /// (<c>AddGptImageClient</c>) and Hangfire with its storage (<c>AddHangfire</c>).</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts, and the tables are made or brought up to date
    /// then.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddGptImageFleet(this IServiceCollection services, Action<ImageFleetOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ImageFleetOptions>()
            .Configure(configure)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImageFleetOptions>, FleetOptionsValidator>());
        services.TryAddSingleton(provider => CreatePurchases(provider.GetRequiredService<IOptions<ImageFleetOptions>>().Value));
        services.TryAddSingleton(provider => new ImageFleet(
            provider.GetRequiredService<PostgreSqlPurchases>(), provider.GetRequiredService<IGptImageClient>(),
            provider.GetRequiredService<IBackgroundJobClient>()));
        services.AddOptions<GptImageClientOptions>().PostConfigure<IServiceProvider>(ShareLimiter);
        services.AddHostedService<FleetStart>();
        return services;
    }

    /// <summary>Lets this process work: it takes purchases of all orders from Hangfire's queue <c>gptimage</c>.</summary>
    /// <param name="services">The services, to which <see cref="AddGptImageFleet"/> and <c>AddHangfire</c> were applied.</param>
    /// <param name="configure">Sets the options; <see langword="null"/> for the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    public static IServiceCollection AddGptImageWorker(this IServiceCollection services, Action<ImageWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ImageWorkerOptions worker = new();
        configure?.Invoke(worker);
        worker.ThrowIfInvalid();
        return services.AddHangfireServer(server =>
        {
            server.Queues = [FleetQueue.Name];
            server.WorkerCount = worker.MaxConcurrency;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            server.ShutdownTimeout = worker.ShutdownTimeout;
        });
    }

    private static PostgreSqlPurchases CreatePurchases(ImageFleetOptions options) => new(new PostgreSqlPurchasesOptions
    {
        ConnectionString = options.ConnectionString ?? "",
        Pictures = options.Pictures ?? throw new ArgumentException("ImageFleetOptions.Pictures is null."),
        SpendLimit = options.SpendLimit,
        Heartbeat = options.Heartbeat,
        SpoolDirectory = options.SpoolDirectory,
        RequestJson = options.RequestJson,
    });

    private static void ShareLimiter(GptImageClientOptions client, IServiceProvider provider)
    {
        if (provider.GetRequiredService<IOptions<ImageFleetOptions>>().Value.ImagesPerMinute is { } imagesPerMinute)
        {
            client.ImageRateLimiter = client.ImageRateLimiter is null
                ? provider.GetRequiredService<PostgreSqlPurchases>().CreateLimiter(imagesPerMinute)
                : throw new InvalidOperationException(
                    "GptImageClientOptions.ImageRateLimiter and ImageFleetOptions.ImagesPerMinute are both set; leave one of them unset.");
        }
    }
}
