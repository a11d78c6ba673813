using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.Tests;

/// <summary>This project has the lowest supported version of Microsoft.Extensions.Http, which logs every header unless it is told not
/// to.</summary>
public sealed class LowestVersionTests
{
    private const string Key = "sk-very-secret-0123456789";

    [Fact]
    public async Task AddGptImageClient_HostLogsEverything_KeyAndAccountAreRedacted()
    {
        ConcurrentQueue<string> lines = [];
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LineLogger(lines)));
        services
            .AddGptImageClient(options =>
            {
                options.ApiKey = Key;
                options.Organization = "org-private";
                options.Project = "proj-private";
            })
            .ConfigurePrimaryHttpMessageHandler(() => new RefusingHandler());
        await using ServiceProvider provider = services.BuildServiceProvider();

        GptImageAuthenticationException exception = await Assert.ThrowsAsync<GptImageAuthenticationException>(
            () => provider.GetRequiredService<IGptImageClient>().GenerateAsync("A lighthouse", TestContext.Current.CancellationToken));

        string log = string.Join('\n', lines);
        Assert.Equal(
            (8, 0),
            (typeof(IHttpClientFactory).Assembly.GetName().Version!.Major, typeof(IHttpClientFactory).Assembly.GetName().Version!.Minor));
        Assert.Contains("Authorization: *", log, StringComparison.Ordinal);
        Assert.Contains("User-Agent: GptImage.Sdk/", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, log + exception, StringComparison.Ordinal);
        Assert.DoesNotContain("private", log, StringComparison.Ordinal);
    }

    private sealed class RefusingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Unauthorized)
            {
                RequestMessage = request,
                Content = new StringContent(""),
            });
    }

    private sealed class LineLogger(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
