using System.Collections.Concurrent;
using GptImage.Sdk.PostgreSql;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace GptImage.Sdk.Hangfire.Tests;

/// <summary>Hangfire's queue, worked off by the test itself: nothing runs until the test says so, and nothing is waited for.</summary>
internal sealed class HandQueue : IBackgroundJobClient
{
    private readonly ConcurrentQueue<Job> _jobs = new();
    private readonly List<Job> _delayed = [];

    /// <summary>Gets why jobs are to be run again.</summary>
    public List<Exception> Delays { get; } = [];

    public string Create(Job job, IState state)
    {
        _jobs.Enqueue(job);
        return "1";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => false;

    /// <summary>Runs all jobs, and those that they enqueue.</summary>
    public async Task RunAsync(PostgreSqlPurchases purchases, IGptImageClient client)
    {
        _delayed.ForEach(_jobs.Enqueue);
        _delayed.Clear();
        while (_jobs.TryDequeue(out Job? job))
        {
            try
            {
                await RunAsync(job, purchases, client);
            }
            catch (Exception exception) when (exception is PurchaseDelayedException or GptImageJobException)
            {
                _delayed.Add(job);
                Delays.Add(exception);
            }
        }
    }

    private Task RunAsync(Job job, PostgreSqlPurchases purchases, IGptImageClient client) => job.Type == typeof(OrderJob)
        ? new OrderJob(purchases, this).EnqueueAsync((string)job.Args[0], CancellationToken.None)
        : new PurchaseJob(purchases, client).BuyAsync((string)job.Args[0], (string)job.Args[1], CancellationToken.None);
}
