using GptImage.Sdk.FleetHost;
using GptImage.Sdk.PostgreSql.Tests;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.Hangfire.Tests;

[Trait("Category", "Heavy")]
public sealed class KillTests
{
    [Fact]
    public async Task Work_FourWorkersKilled_BuysNothingTwiceAndLosesNothing()
    {
        Assert.SkipWhen(PostgreSqlServer.MissingReason is not null, PostgreSqlServer.MissingReason ?? "");
        FleetPlan plan = new() { Purchases = 300, Kills = 4, Seed = 20 };
        string folder = Directory.CreateTempSubdirectory("gptimage-fleet-").FullName;
        await using PostgreSqlServer server = await PostgreSqlServer.StartNewAsync();
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        try
        {
            FleetRun run = new(plan, await server.CreateDatabaseAsync(), service.BaseAddress, folder);
            await run.SubmitAsync(TestContext.Current.CancellationToken);

            await run.WorkAsync(TestContext.Current.CancellationToken);

            FleetCount count = await FleetCount.CreateAsync(run, plan, service, TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(count.ToString());
            Assert.Equal(4, run.Killed);
            Assert.Empty(run.Problems);
            Assert.Empty(count.FindProblems(plan.Purchases));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
