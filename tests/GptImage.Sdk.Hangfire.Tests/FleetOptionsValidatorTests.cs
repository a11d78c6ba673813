using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk.Hangfire.Tests;

public sealed class FleetOptionsValidatorTests
{
    [Fact]
    public async Task AddGptImageFleet_SeveralFaults_NamesEachUnderTheFleetsOptions()
    {
        ServiceCollection services = new();
        services.AddGptImageFleet(options =>
        {
            options.ConnectionString = " ";
            options.ImagesPerMinute = 0;
            options.SpendLimit = -1m;
            options.Heartbeat = TimeSpan.Zero;
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IOptions<ImageFleetOptions>>().Value);

        Assert.Equal(
        [
            "ImageFleetOptions.ConnectionString is empty; set it to the database, as in 'Host=db;Database=pictures;Username=fleet'.",
            "ImageFleetOptions.Pictures is null; set a store that all workers reach, such as PictureStore.Folder(\"/mnt/pictures\").",
            "ImageFleetOptions.Heartbeat is 00:00:00; set 00:00:00.010 to 01:00:00.",
            "ImageFleetOptions.SpendLimit is -1; set 0 USD or more, or null for no limit.",
            "ImageFleetOptions.ImagesPerMinute is 0; set 1 or more, or null for no shared limit.",
        ], exception.Failures);
    }
}
