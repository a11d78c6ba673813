using Hangfire.PostgreSql;

namespace GptImage.Sdk.Hangfire;

/// <summary>Settings of Hangfire's storage that suit pictures, which take minutes, and workers that can be killed.</summary>
public static class FleetStorage
{
    /// <summary>Gets new options for <c>UsePostgreSqlStorage</c>; change what you need.</summary>
    /// <value>
    /// A sliding invisibility timeout of 1 minute: the job of a killed worker is picked up after about a minute, and the job of a slow
    /// picture is left to its worker. Hangfire's locks end after 30 seconds instead of 10 minutes, because a killed worker leaves its locks
    /// behind, and its job waits for them. The queue is polled every second. </value>
    public static PostgreSqlStorageOptions Recommended => new()
    {
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(1),
        DistributedLockTimeout = TimeSpan.FromSeconds(30),
        QueuePollInterval = TimeSpan.FromSeconds(1),
    };
}
