namespace GptImage.Sdk.PostgreSql;

/// <summary>Says where orders are kept and how they are bought. All processes that buy from one database use the same values.</summary>
public sealed class PostgreSqlPurchasesOptions
{
    /// <summary>Gets or sets the connection string of the database, in Npgsql's words: <c>Host=db;Database=pictures;Username=…</c>. The
    /// tables are in its schema <c>gptimage</c>.</summary>
    public required string ConnectionString { get; set; }

    /// <summary>Gets or sets the store that all processes reach, for example a shared folder.</summary>
    public required IPictureStore Pictures { get; set; }

    /// <summary>Gets or sets what all orders of the database together may cost, in USD.</summary>
    /// <value><see langword="null"/> by default: no limit but those of the orders.</value>
    public decimal? SpendLimit { get; set; }

    /// <summary>Gets or sets how often a worker says that it is still alive. A purchase whose worker has been silent for three times as
    /// long is taken from it: it is free again when nothing was sent, and unknown when something was.</summary>
    /// <value>20 seconds by default; from 10 milliseconds to 1 hour.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets the folder on this machine's own disk where a picture waits until store and ledger have it. Workers of one
    /// machine can share it.</summary>
    /// <value><see langword="null"/> by default: <c>GptImage.Sdk/spool</c> in the user's local application data. Choose a folder that
    /// survives a restart of the machine or container.</value>
    public string? SpoolDirectory { get; set; }

    /// <summary>Gets or sets how requests are written into the database and read again.</summary>
    /// <value>By default pictures from memory go into <see cref="Pictures"/>, and files are named relative to the current directory. For
    /// requests with files set <see cref="RequestJsonOptions.BaseDirectory"/> to a folder that every worker has; files outside of it are
    /// refused.</value>
    public RequestJsonOptions RequestJson { get; set; } = new();

    /// <summary>Gets or sets the clock of this process's own waits. Leases, limits and times in the database follow the database's clock
    /// alone.</summary>
    /// <value><see cref="TimeProvider.System"/> by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
