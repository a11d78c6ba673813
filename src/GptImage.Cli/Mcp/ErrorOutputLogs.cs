using Microsoft.Extensions.Logging;

namespace GptImage.Cli;

/// <summary>Writes warnings and errors as lines: standard output belongs to the protocol.</summary>
/// <param name="error">Where the lines go.</param>
internal sealed class ErrorOutputLogs(TextWriter error) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(error);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log goes to the error output alone.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The output belongs to the process.
    }

    private sealed class LineLogger(TextWriter error) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                string level = logLevel == LogLevel.Warning ? "warning" : "error";
                ErrorOutput.TryWriteLine(error, $"{level}: {formatter(state, exception)}");
            }
        }
    }
}
