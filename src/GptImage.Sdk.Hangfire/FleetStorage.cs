using Hangfire.PostgreSql;

namespace GptImage.Sdk.Hangfire;

/// <summary>Settings of Hangfire's storage that suit pictures, which take minutes, and workers that can be killed.</summary>
public static class FleetStorage
{
    /// <summary>Gets new options for <c>UsePostgreSqlStorage</c>; change what you need.</summary>
    /// <value>
    /// A sliding invisibility timeout of 1 minute, so that the job of a killed worker is taken up soon, and that of a slow picture not at
    /// all. Hangfire's locks end after 30 seconds instead of 10 minutes: a killed worker leaves its locks behind, and its job stands still
    /// until they end. The queue is looked at every second.
    /// </value>
    public static PostgreSqlStorageOptions Recommended => new()
    {
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(1),
        DistributedLockTimeout = TimeSpan.FromSeconds(30),
        QueuePollInterval = TimeSpan.FromSeconds(1),
    };
}
