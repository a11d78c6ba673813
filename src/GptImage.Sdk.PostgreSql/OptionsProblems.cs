using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Refuses options that cannot work, before anything is connected.</summary>
internal static class OptionsProblems
{
    private static readonly TimeSpan ShortestHeartbeat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromHours(1);

    /// <exception cref="ArgumentException">A value cannot work. No message shows the connection string, which may have a
    /// password.</exception>
    public static void ThrowIfAny(PostgreSqlPurchasesOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ConnectionString, nameof(options));
        if (options.Pictures is null || options.TimeProvider is null || options.RequestJson is null)
        {
            throw new ArgumentException(
                "PostgreSqlPurchasesOptions needs Pictures, RequestJson and a TimeProvider. Set Pictures to PictureStore.Folder(…) of a "
                + "folder that all workers share.", nameof(options));
        }

        if (options.Heartbeat < ShortestHeartbeat || options.Heartbeat > LongestHeartbeat)
        {
            throw new ArgumentException("PostgreSqlPurchasesOptions.Heartbeat is from 10 milliseconds to 1 hour.", nameof(options));
        }

        if (options.SpendLimit < 0)
        {
            throw new ArgumentException("PostgreSqlPurchasesOptions.SpendLimit is 0 USD or more, or null for no limit.", nameof(options));
        }

        if (string.IsNullOrEmpty(Read(options.ConnectionString).Host))
        {
            throw new ArgumentException(
                "PostgreSqlPurchasesOptions.ConnectionString names no Host, as in 'Host=db;Database=pictures;Username=fleet'.",
                nameof(options));
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new ArgumentException(
                $"PostgreSqlPurchasesOptions.ConnectionString cannot be read ({exception.GetType().Name}). It is written as "
                + "'Host=db;Database=pictures;Username=fleet;Password=secret'; the names of its parts are those of Npgsql.",
                nameof(connectionString));
        }
    }
}
