using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GptImage.Sdk.ServiceTests;

/// <summary>A host that watches the client with OpenTelemetry, as the README says it.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class HostTelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_ListensToBothNames_ExportsSpanAndMetrics()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        List<Activity> spans = [];
        List<Metric> measured = [];
        ServiceCollection services = new();
        services.AddGptImageClient(options => (options.ApiKey, options.BaseAddress) = ("sk-test", server.BaseAddress));
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(GptImageTelemetry.ActivitySourceName))
            .WithMetrics(metrics => metrics.AddMeter(GptImageTelemetry.MeterName));
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddInMemoryExporter(spans));
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddInMemoryExporter(measured));
        using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<TracerProvider>();
        MeterProvider meters = provider.GetRequiredService<MeterProvider>();

        await provider.GetRequiredService<IGptImageClient>().GenerateAsync("A lighthouse", Token);
        meters.ForceFlush();

        Activity span = Assert.Single(spans);
        Assert.Equal(("generate_content gpt-image-2", "0.1.0"), (span.DisplayName, span.Source.Version));
        Assert.Equal(
            [
                "gen_ai.client.operation.duration", "gen_ai.client.token.usage", "gpt_image.client.active_calls",
                "gpt_image.client.attempts", "gpt_image.client.cost", "gpt_image.client.images",
            ],
            measured.Select(metric => metric.Name).Order(StringComparer.Ordinal));
#if NET9_0_OR_GREATER
        Assert.Equal(
            [
                0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68, 655.36,
                double.PositiveInfinity,
            ],
            Bounds(measured, "gen_ai.client.operation.duration"));
        Assert.Equal(
            [
                1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864, double.PositiveInfinity,
            ],
            Bounds(measured, "gen_ai.client.token.usage"));
#endif
    }

    [Fact]
    public async Task RemoveAllLoggers_HostLogsEveryHttpClient_KeepsItOffThisOne()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        BodyLogger logger = new();
        ServiceCollection services = new();
        services.ConfigureHttpClientDefaults(builder => builder.AddLogger(_ => logger));
        services.AddGptImageClient("shown", options => (options.ApiKey, options.BaseAddress) = ("sk-test", server.BaseAddress));
        services.AddGptImageClient("hidden", options => (options.ApiKey, options.BaseAddress) = ("sk-test", server.BaseAddress))
            .RemoveAllLoggers();
        using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IGptImageClient>("hidden").GenerateAsync("A secret", Token);
        int hidden = logger.Requests;
        await provider.GetRequiredKeyedService<IGptImageClient>("shown").GenerateAsync("A lighthouse", Token);

        Assert.Equal((0, 1), (hidden, logger.Requests));
    }

#if NET9_0_OR_GREATER
    private static List<double> Bounds(List<Metric> metrics, string name)
    {
        foreach (ref readonly MetricPoint point in metrics.Single(metric => metric.Name == name).GetMetricPoints())
        {
            List<double> bounds = [];
            foreach (HistogramBucket bucket in point.GetHistogramBuckets())
            {
                bounds.Add(bucket.ExplicitBound);
            }

            return bounds;
        }

        return [];
    }
#endif

    /// <summary>Stands for a logger of bodies that a host puts on all its HTTP clients.</summary>
    private sealed class BodyLogger : IHttpClientLogger
    {
        public int Requests { get; private set; }

        public object? LogRequestStart(HttpRequestMessage request)
        {
            Requests++;
            return null;
        }

        public void LogRequestStop(object? context, HttpRequestMessage request, HttpResponseMessage response, TimeSpan elapsed)
        {
        }

        public void LogRequestFailed(
            object? context, HttpRequestMessage request, HttpResponseMessage? response, Exception exception, TimeSpan elapsed)
        {
        }
    }
}
