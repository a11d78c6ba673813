using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.Tests;

public sealed class SafeLoggerTests
{
    [Fact]
    public void Log_LoggerThrows_IsCountedAndPassedOver()
    {
        SafeLogger logger = new(new BrokenLogger());

        bool isEnabled = logger.IsEnabled(LogLevel.Error);
        logger.Log(LogLevel.Error, default, "state", null, static (state, _) => state);

        Assert.False(isEnabled);
        Assert.Equal(2, logger.Failures);
    }

    private sealed class BrokenLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new InvalidOperationException("broken");

        public bool IsEnabled(LogLevel logLevel) => throw new InvalidOperationException("broken");

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("broken");
    }
}
