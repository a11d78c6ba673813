using Hangfire.Common;
using Hangfire.Storage;

namespace GptImage.Sdk.Hangfire.Tests;

/// <summary>Jobs that one version of the package enqueued are run by workers of another: what Hangfire stores stays as it is.</summary>
public sealed class JobNamesTests
{
    [Fact]
    public void PurchaseJob_Stored_HasTheNamesOfTheFirstVersion()
    {
        InvocationData stored = InvocationData.SerializeJob(
            Job.FromExpression<PurchaseJob>(job => job.BuyAsync("spring", "3f2a-1", CancellationToken.None)));

        Assert.Equal("GptImage.Sdk.Hangfire.PurchaseJob, GptImage.Sdk.Hangfire", stored.Type);
        Assert.Equal("BuyAsync", stored.Method);
        Assert.Equal(
            """["System.String","System.String","System.Threading.CancellationToken, mscorlib"]""", stored.ParameterTypes);
        Assert.Equal("""["\"spring\"","\"3f2a-1\"",null]""", stored.Arguments);
    }

    [Fact]
    public void OrderJob_Stored_HasTheNamesOfTheFirstVersion()
    {
        InvocationData stored =
            InvocationData.SerializeJob(Job.FromExpression<OrderJob>(job => job.EnqueueAsync("spring", CancellationToken.None)));

        Assert.Equal("GptImage.Sdk.Hangfire.OrderJob, GptImage.Sdk.Hangfire", stored.Type);
        Assert.Equal("EnqueueAsync", stored.Method);
        Assert.Equal("""["System.String","System.Threading.CancellationToken, mscorlib"]""", stored.ParameterTypes);
    }

    [Fact]
    public void Jobs_WhereverTheyComeFrom_GoIntoTheQueueOfTheFleet() =>
        Assert.All(
            (Job[])
            [
                Job.FromExpression<PurchaseJob>(job => job.BuyAsync("spring", "1", CancellationToken.None)),
                Job.FromExpression<OrderJob>(job => job.EnqueueAsync("spring", CancellationToken.None)),
            ],
            job => Assert.Equal(
                "gptimage",
                Assert.Single(job.Method.GetCustomAttributes(inherit: true).OfType<global::Hangfire.QueueAttribute>()).Queue));
}
