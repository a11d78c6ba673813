using GptImage.Sdk.PostgreSql;

namespace GptImage.Sdk.Hangfire;

/// <summary>What all processes of a fleet share. Give each of them the same values.</summary>
public sealed class ImageFleetOptions
{
    /// <summary>Gets or sets the connection string of the PostgreSQL database with the orders, the rate limit and the budget.</summary>
    /// <value>Required. Hangfire's own tables can be in the same database.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the store that all processes reach, for example <c>PictureStore.Folder("/mnt/pictures")</c>.</summary>
    /// <value>Required.</value>
    public IPictureStore? Pictures { get; set; }

    /// <summary>Gets or sets how many images all processes together send in a minute, by the service's count: the pictures asked for and
    /// the input images.</summary>
    /// <value>1 or more; <see langword="null"/> by default: no shared limit. The limit becomes the
    /// <see cref="GptImageClientOptions.ImageRateLimiter"/> of the client that <c>AddGptImageClient</c> registers.</value>
    public int? ImagesPerMinute { get; set; }

    /// <summary>Gets or sets what all orders together may cost.</summary>
    /// <value>USD; <see langword="null"/> by default: no limit but those of the orders. What is settled, reserved and possibly charged
    /// counts. An order that does not fit is paused.</value>
    public decimal? SpendLimit { get; set; }

    /// <summary>Gets or sets how often a worker says that it is still alive. A purchase whose worker was silent for three times as long is
    /// taken from it.</summary>
    /// <value>10 milliseconds to 1 hour; 20 seconds by default.</value>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets the folder on the worker's own disk where a picture waits until store and ledger have it.</summary>
    /// <value><see langword="null"/> by default: <see cref="PostgreSqlPurchasesOptions.SpoolDirectory"/> says where. In a container choose
    /// a volume.</value>
    public string? SpoolDirectory { get; set; }

    /// <summary>Gets or sets how requests are written into the database and read again.</summary>
    /// <value>By default pictures from memory go into <see cref="Pictures"/>, and files are named relative to the current directory of each
    /// process. For requests with files set <see cref="RequestJsonOptions.BaseDirectory"/> to a folder that every worker has; files outside
    /// of it are refused.</value>
    public RequestJsonOptions RequestJson { get; set; } = new();
}
