using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>Writes to a logger of the caller, which can break nothing that was paid for: what it throws is counted and passed
/// over.</summary>
internal sealed class SafeLogger(ILogger logger) : ILogger
{
    private int _failures;

    /// <summary>Gets how often the logger threw.</summary>
    public int Failures => _failures;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Interlocked.Increment(ref _failures);
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
