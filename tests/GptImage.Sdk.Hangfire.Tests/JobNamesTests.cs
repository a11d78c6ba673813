using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;

namespace GptImage.Sdk.Hangfire.Tests;

/// <summary>Jobs that one version of the package enqueued are run by workers of another: what Hangfire stores stays as it is.</summary>
public sealed class JobNamesTests
{
    [Theory]
    [InlineData("GptImage.Sdk.Hangfire.PurchaseJob, GptImage.Sdk.Hangfire")]
    [InlineData("GptImage.Sdk.Hangfire.PurchaseJob, GptImage.Sdk.Hangfire, Version=0.1.0.0, Culture=neutral, PublicKeyToken=null")]
    public void PurchaseJob_StoredByTheFirstVersion_IsFound(string type)
    {
        Job job = new InvocationData(
            type, "BuyAsync", """["System.String","System.String","System.Threading.CancellationToken"]""",
            """["\"spring\"","\"3f2a-1\"",null]""").DeserializeJob();

        Assert.Equal((typeof(PurchaseJob), "BuyAsync"), (job.Type, job.Method.Name));
        Assert.Equal(["spring", "3f2a-1"], job.Args.Take(2));
    }

    [Fact]
    public void OrderJob_StoredByTheFirstVersion_IsFound()
    {
        Job job = new InvocationData(
            "GptImage.Sdk.Hangfire.OrderJob, GptImage.Sdk.Hangfire", "EnqueueAsync",
            """["System.String","System.Threading.CancellationToken"]""", """["\"spring\"",null]""").DeserializeJob();

        Assert.Equal((typeof(OrderJob), "EnqueueAsync"), (job.Type, job.Method.Name));
        Assert.Equal("spring", job.Args[0]);
    }

    [Fact]
    public void StoryJob_StoredByTheFirstVersion_IsFound()
    {
        Job job = new InvocationData(
            "GptImage.Sdk.Hangfire.StoryJob, GptImage.Sdk.Hangfire", "BuyAsync",
            """["System.String","System.Threading.CancellationToken"]""", """["\"spring\"",null]""").DeserializeJob();

        Assert.Equal((typeof(StoryJob), "BuyAsync"), (job.Type, job.Method.Name));
        Assert.Equal("spring", job.Args[0]);
    }

    [Fact]
    public void Jobs_WhereverTheyComeFrom_GoIntoTheQueueOfTheFleet() =>
        Assert.All(
            (Job[])
            [
                Job.FromExpression<PurchaseJob>(job => job.BuyAsync("spring", "1", CancellationToken.None)),
                Job.FromExpression<OrderJob>(job => job.EnqueueAsync("spring", CancellationToken.None)),
                Job.FromExpression<StoryJob>(job => job.BuyAsync("spring", CancellationToken.None)),
            ],
            job => Assert.Equal(
                "gptimage", Assert.Single(job.Method.GetCustomAttributes(inherit: true).OfType<QueueAttribute>()).Queue));
}
