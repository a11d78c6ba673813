using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>Watches the calls of a client, as long as anybody listens.</summary>
internal sealed class ClientTelemetry
{
    /// <summary>Stands for a value that neither the library nor the options name.</summary>
    private const string Other = "_OTHER";

    private static readonly ActivitySource Activities = new(GptImageTelemetry.ActivitySourceName, GptImageTelemetry.Version);

    private readonly GptImageClientOptions _options;

    /// <param name="options">The checked options of the client.</param>
    /// <param name="meters">The meters of a container, or <see langword="null"/>.</param>
    /// <param name="logger">Is told of listeners that fail.</param>
    public ClientTelemetry(GptImageClientOptions options, IMeterFactory? meters, ILogger logger)
    {
        _options = options;
        Logger = logger;
        string[] names = Environment.GetEnvironmentVariable("OTEL_SEMCONV_STABILITY_OPT_IN")?
            .Split(',', StringSplitOptions.TrimEntries) ?? [];
        UsesLatestNames = names.Contains("gen_ai_latest_experimental", StringComparer.Ordinal);
        Meter = new CallMeter(meters, UsesLatestNames);
    }

    public ILogger Logger { get; }

    public CallMeter Meter { get; }

    /// <summary>Gets whether the newest names of the conventions are asked for. Read once, when the client is made.</summary>
    public bool UsesLatestNames { get; }

    public bool ShowsContent => _options.LogContent;

    public TimeProvider Time => _options.TimeProvider;

    /// <summary>Gets whether anybody listens. Otherwise nothing is made for a call.</summary>
    public bool IsWatched => Activities.HasListeners() || Meter.IsEnabled;

    /// <summary>Begins to watch a call. What the caller's async method starts from here on happens within its span.</summary>
    public CallTelemetry Begin(PlannedCall call)
    {
        string model = IsConfigured(call.Composed.Model) ? call.Composed.Model.Value : Other;
        TagList tags = new()
        {
            { "gen_ai.operation.name", CallSpan.Operation },
            { "gen_ai.provider.name", _options.ProviderName },
            { "gen_ai.request.model", model },
            { "server.address", _options.BaseAddress.Host },
            { "server.port", _options.BaseAddress.Port },
        };
        CallTelemetry telemetry = new(this, call, tags);
        telemetry.Begin(Activities, $"{CallSpan.Operation} {model}");
        return telemetry;
    }

    private bool IsConfigured(ImageModel model) =>
        ImageModelCatalog.Find(model) is not null || model == _options.DefaultModel || _options.Deployments.Values.Contains(model);
}
