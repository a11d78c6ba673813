using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Says what is wrong with options, before anything is connected. No text shows the connection string, which may have a
/// password.</summary>
internal static class OptionsProblems
{
    private static readonly TimeSpan ShortestHeartbeat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestHeartbeat = TimeSpan.FromHours(1);

    /// <exception cref="ArgumentException">A value cannot work.</exception>
    public static void ThrowIfAny(PostgreSqlPurchasesOptions options)
    {
        const string type = nameof(PostgreSqlPurchasesOptions);
        List<string> problems =
        [
            .. Find(type, options.ConnectionString, options.Pictures, options.RequestJson, options.Heartbeat, options.SpendLimit),
        ];
        if (options.TimeProvider is null)
        {
            problems.Add($"{type}.TimeProvider is null; leave it at TimeProvider.System.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }
    }

    /// <summary>Finds what is wrong with the options that a database has under the name of any type.</summary>
    /// <param name="type">The caller's type of options.</param>
    /// <param name="connectionString">Its connection string.</param>
    /// <param name="pictures">Its store.</param>
    /// <param name="requestJson">How it writes requests.</param>
    /// <param name="heartbeat">Its heartbeat.</param>
    /// <param name="spendLimit">Its limit.</param>
    public static IEnumerable<string> Find(
        string type, string? connectionString, IPictureStore? pictures, RequestJsonOptions? requestJson, TimeSpan heartbeat,
        decimal? spendLimit)
    {
        if (ConnectionProblem(connectionString) is { } problem)
        {
            yield return $"{type}.ConnectionString {problem}";
        }

        if (pictures is null)
        {
            yield return $"{type}.Pictures is null; set a store that all workers reach, such as PictureStore.Folder(\"/mnt/pictures\").";
        }

        if (requestJson is null)
        {
            yield return $"{type}.RequestJson is null; leave it at new RequestJsonOptions().";
        }

        if (heartbeat < ShortestHeartbeat || heartbeat > LongestHeartbeat)
        {
            yield return FormattableString.Invariant($"{type}.Heartbeat is {heartbeat}; set 00:00:00.010 to 01:00:00.");
        }

        if (spendLimit < 0)
        {
            yield return FormattableString.Invariant($"{type}.SpendLimit is {spendLimit}; set 0 USD or more, or null for no limit.");
        }
    }

    private static string? ConnectionProblem(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "is empty; set it to the database, as in 'Host=db;Database=pictures;Username=fleet'.";
        }

        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host)
                ? "names no Host; set it, as in 'Host=db;Database=pictures;Username=fleet'."
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            return $"cannot be read ({exception.GetType().Name}); write it as 'Host=db;Database=pictures;Username=fleet;Password=secret', "
                + "with the names of Npgsql for its parts.";
        }
    }
}
