using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>A generator over a client of its own fake service, alone and behind all middleware of Microsoft.Extensions.AI.</summary>
public sealed class GeneratorFixture : IDisposable
{
    private readonly CollectingLoggerProvider _logs = new();
    private readonly LoggerFactory _loggerFactory;

    public GeneratorFixture()
        : this(_ => { })
    {
    }

    private GeneratorFixture(Action<GptImageClientOptions> configure)
    {
        Service = FakeGptImageService.Start(
            new FakeGptImageServiceOptions { ApiKey = "sk-secret-of-the-test", Drawing = FakeDrawing.Plain });
        GptImageClientOptions options = new()
        {
            ApiKey = Service.ApiKey,
            BaseAddress = Service.BaseAddress,
            Retry = { BaseDelay = TimeSpan.Zero },
        };
        configure(options);
        Client = new GptImageClient(options);
        Generator = Client.AsIImageGenerator();
        _loggerFactory = new LoggerFactory([_logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakeGptImageService Service { get; }

    public GptImageClient Client { get; }

    public IImageGenerator Generator { get; }

    public IReadOnlyList<string> Logs => _logs.Lines;

    public static GeneratorFixture With(Action<GptImageClientOptions> configure) => new(configure);

    /// <summary>Forgets what the tests before this one sent.</summary>
    public GeneratorFixture Fresh()
    {
        Service.ClearOutcomes();
        Service.ClearRequests();
        return this;
    }

    public IImageGenerator Behind(bool middleware, bool sensitive = false) => middleware
        ? Generator.AsBuilder()
            .ConfigureOptions(_ => { })
            .UseLogging(_loggerFactory)
            .UseOpenTelemetry(_loggerFactory, "test", telemetry => telemetry.EnableSensitiveData = sensitive)
            .Build()
        : Generator;

    public void Dispose()
    {
        Client.Dispose();
        Service.Dispose();
        _loggerFactory.Dispose();
        _logs.Dispose();
    }
}
