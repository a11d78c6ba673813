using Hangfire.PostgreSql;

namespace GptImage.Sdk.Hangfire.Tests;

public sealed class FleetStorageTests
{
    [Fact]
    public void Recommended_ComparedWithHangfire_LetsNoJobOfAKilledWorkerWait()
    {
        PostgreSqlStorageOptions storage = FleetStorage.Recommended;

        Assert.True(storage.UseSlidingInvisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), storage.InvisibilityTimeout);
        Assert.Equal(TimeSpan.FromSeconds(30), storage.DistributedLockTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), storage.QueuePollInterval);
    }

    [Fact]
    public void Recommended_Changed_StaysAsItIsForOthers()
    {
        FleetStorage.Recommended.SchemaName = "other";

        Assert.Equal("hangfire", FleetStorage.Recommended.SchemaName);
    }
}
