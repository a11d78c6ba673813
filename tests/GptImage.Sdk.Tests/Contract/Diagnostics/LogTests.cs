using System.Reflection;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.Tests;

public sealed class LogTests
{
    /// <summary>Alerts look for these ids and names, and dashboards for the fields: none of them changes, new ones are added.</summary>
    private const string Events =
        """
        1 CallStarted Debug: Endpoint, Model, Count
        2 CallSucceeded Information: Endpoint, Model, Seconds, Tokens, Cost, RequestId
        3 CallFailed Error: Endpoint, Error, Charge, RequestId, Attempts
        4 AttemptFailed Warning: Number, Status, Error, Charge, RequestId
        5 Prompt Debug: Prompt
        6 HookFailed Warning:
        7 PermitNotGivenBack Warning:
        8 CallRefused Warning: Endpoint, Error, Charge, RequestId, Attempts
        9 CallCanceled Information: Endpoint, Charge, RequestId, Attempts
        10 ListenerFailed Warning:
        11 gen_ai.client.operation.exception Warning: Operation, exception.type, exception.message, exception.stacktrace
        """;

    [Fact]
    public void Events_AllOfThem_KeepIdNameLevelAndFields()
    {
        EventLogger logger = new();

        foreach (MethodInfo method in typeof(Log).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            method.Invoke(null, [.. method.GetParameters().Select(parameter => ValueFor(parameter.ParameterType, logger))]);
        }

        Assert.Equal(Events, string.Join('\n', logger.Events.OrderBy(line => line.Key).Select(line => line.Value)));
    }

    private static object? ValueFor(Type type, ILogger logger) =>
        type == typeof(ILogger) ? logger
        : type == typeof(Exception) ? new InvalidOperationException("broken")
        : type == typeof(string) ? "text"
        : Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type);

    private sealed class EventLogger : ILogger
    {
        public Dictionary<int, string> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            IEnumerable<string> fields = Assert.IsAssignableFrom<IReadOnlyList<KeyValuePair<string, object?>>>(state)
                .Select(field => field.Key).Where(name => name != "{OriginalFormat}");
            Events.Add(eventId.Id, $"{eventId.Id} {eventId.Name} {logLevel}: {string.Join(", ", fields)}".TrimEnd());
        }
    }
}
