using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>Says what a failure of the database means and what to do.</summary>
internal static class DatabaseFailure
{
    public static IOException Create(NpgsqlException exception, string place) => new(exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } =>
            Schema.MissingMessage(place),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification }
            refused => $"The {place} refused the user: {refused.MessageText}. Check user and password in the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"There is no {place}. Create it, or correct the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"The {place} does not allow it: {refused.MessageText}. MigrateAsync needs the right to create a schema; everything else needs "
            + "the right to use it.",
        PostgresException other => $"The {place} failed ({other.SqlState}): {other.MessageText}.",
        _ => $"The {place} cannot be reached: {exception.Message.TrimEnd('.')}. Check that it runs, and the connection string.",
    }, exception);
}
