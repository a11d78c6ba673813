using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.Tests;

/// <summary>The loop under jobs, stories and designs.</summary>
public sealed class BoundedWorkTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _softStop = new();
    private readonly CancellationTokenSource _cancel = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _softStop.Dispose();
        _cancel.Dispose();
    }

    [Fact]
    public async Task RunAsync_MoreThanAtOnce_StartsInOrderAndOnlyWhenOneHasEnded()
    {
        BoundedWork work = NewWork(most: 2);
        TaskCompletionSource<string>[] pieces = [new(), new(), new(), new()];
        List<int> started = [];
        await using IAsyncEnumerator<WorkEnd<string>> ends = work.RunAsync(4, StartAsync, inOrder: true).GetAsyncEnumerator(Token);

        pieces[1].SetResult("b");
        pieces[0].SetResult("a");
        await ends.MoveNextAsync();
        int[] beforeTheNext = [.. started.Order()];
        pieces[2].SetResult("c");
        pieces[3].SetResult("d");
        List<WorkEnd<string>> all = [ends.Current];
        while (await ends.MoveNextAsync())
        {
            all.Add(ends.Current);
        }

        Assert.Equal([0, 1], beforeTheNext);
        Assert.Equal([new(0, "a", null), new(1, "b", null), new(2, "c", null), new(3, "d", null)], all);

        Task<string> StartAsync(int index)
        {
            lock (started)
            {
                started.Add(index);
            }

            return pieces[index].Task;
        }
    }

    [Fact]
    public async Task RunAsync_NotInOrder_HandsOutWhatEndsFirst()
    {
        BoundedWork work = NewWork(most: 2);
        TaskCompletionSource<string> first = new();
        await using IAsyncEnumerator<WorkEnd<string>> ends = work.RunAsync(
            2, index => index == 0 ? first.Task : Task.FromResult("b"), inOrder: false).GetAsyncEnumerator(Token);

        await ends.MoveNextAsync();
        WorkEnd<string> early = ends.Current;
        first.SetResult("a");
        await ends.MoveNextAsync();

        Assert.Equal([new(1, "b", null), new(0, "a", null)], [early, ends.Current]);
        Assert.False(await ends.MoveNextAsync());
    }

    [Fact]
    public async Task RunAsync_PieceThrows_IsAnEndAndNothingNewStarts()
    {
        BoundedWork work = NewWork(most: 1);
        InvalidOperationException broken = new("Broken.");

        List<WorkEnd<string>> ends = await TakeAllAsync(work.RunAsync<string>(
            3, index => index == 0 ? throw broken : Task.FromResult("late"), inOrder: true));

        Assert.Equal([new(0, null, broken)], ends);
        Assert.True(work.IsStopped);
        Assert.Null(work.StoppedBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_StopWhileAPieceRuns_EndsThePieceAndStartsNothing(bool isSoft)
    {
        BoundedWork work = NewWork(most: 1);

        List<WorkEnd<string>> ends = await TakeAllAsync(work.RunAsync(
            3,
            async index =>
            {
                await (isSoft ? _softStop : _cancel).CancelAsync();
                return $"piece {index}";
            },
            inOrder: true));

        Assert.Equal([new(0, "piece 0", null)], ends);
    }

    [Fact]
    public async Task RunAsync_CallerLeaves_LetsWhatRunsKnowAndAwaitsIt()
    {
        BoundedWork work = NewWork(most: 2);
        TaskCompletionSource<string> running = new();
        bool isLeft = false;
        await foreach (WorkEnd<string> end in work.RunAsync(
            5, index => index == 0 ? Task.FromResult("a") : running.Task, inOrder: true, LeaveAsync))
        {
            Assert.Equal(0, end.Index);
            break;
        }

        Assert.True(isLeft);
        Assert.True(running.Task.IsCompletedSuccessfully);

        Task LeaveAsync()
        {
            isLeft = true;
            running.SetResult("b");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task RunAsync_AllPiecesEnded_DoesNotLeave()
    {
        bool isLeft = false;

        await TakeAllAsync(NewWork(most: 1).RunAsync(
            2, _ => Task.FromResult("a"), inOrder: true, () => Task.FromResult(isLeft = true)));

        Assert.False(isLeft);
    }

    [Fact]
    public void Observe_FailureThatEndsAll_StopsForTheFirst()
    {
        BoundedWork work = NewWork(most: 1);
        GptImageModerationException blocked = new("Blocked.");

        work.Observe(null, endsAll: true);
        work.Observe(new GptImageModerationException("Blocked, too."));
        Assert.False(work.IsStopped);
        work.Observe(blocked, endsAll: true);
        work.Observe(new GptImageQuotaException("No quota."));

        Assert.Same(blocked, work.StoppedBy);
        Assert.True(work.IsStopped);
    }

    [Fact]
    public async Task WhenAffordableAsync_MoneyIsReserved_CallsAgainWhenAPieceEnds()
    {
        BoundedWork work = NewWork(most: 2);
        TaskCompletionSource isRefused = new();
        int calls = 0;

        List<WorkEnd<string>> ends = await TakeAllAsync(work.RunAsync(
            2, index => index == 0 ? work.WhenAffordableAsync(BuyAsync) : FreeAsync(), inOrder: true));

        Assert.Equal([new(0, "bought", null), new(1, "freed", null)], ends);
        Assert.Equal(2, calls);

        Task<string> BuyAsync()
        {
            isRefused.TrySetResult();
            return ++calls == 1 ? throw NoMoney(reserved: 0.5m) : Task.FromResult("bought");
        }

        async Task<string> FreeAsync()
        {
            await isRefused.Task;
            return "freed";
        }
    }

    [Fact]
    public async Task WhenAffordableAsync_NobodyHereEnds_CallsAgainAfterTwoSeconds()
    {
        int calls = 0;
        Task<string> buying = NewWork(most: 1).WhenAffordableAsync(
            () => ++calls == 1 ? throw NoMoney(reserved: 0.5m) : Task.FromResult("bought"));

        _time.Advance(TimeSpan.FromSeconds(1.999));
        int early = calls;
        _time.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal("bought", await buying);
        Assert.Equal((1, 2), (early, calls));
    }

    [Fact]
    public async Task WhenAffordableAsync_MoneyNeverComesFree_ThrowsAtOnce()
    {
        GptImageBudgetException refusal = NoMoney(reserved: 0);

        Assert.Same(refusal, await Assert.ThrowsAsync<GptImageBudgetException>(
            () => NewWork(most: 1).WhenAffordableAsync<string>(() => throw refusal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhenAffordableAsync_StoppedWhileItWaits_ThrowsTheRefusal(bool isSoft)
    {
        Task<string> buying = NewWork(most: 1).WhenAffordableAsync<string>(() => throw NoMoney(reserved: 0.5m));
        bool isWaiting = !buying.IsCompleted;

        await (isSoft ? _softStop : _cancel).CancelAsync();

        await Assert.ThrowsAsync<GptImageBudgetException>(() => buying);
        Assert.True(isWaiting);
    }

    /// <summary>Limit 1.00: 0.25 settled, 0.125 possible, and what is reserved.</summary>
    [Theory]
    [InlineData(0.5, 0, 0.625, true)]
    [InlineData(0.5, 0, 0.626, false)]
    [InlineData(0, 0, 0.1, false)]
    [InlineData(0.5, 0.5, 0.1, false)]
    [InlineData(0.5, 0.25, 0.375, true)]
    [InlineData(0.5, 0.25, 0.376, false)]
    public void FitsLater_SomethingIsReserved_CountsWhatStays(double reserved, double byBatches, double needed, bool fits)
    {
        ImageSpending spending = new()
        {
            Limit = 1,
            Settled = 0.25m,
            Possible = 0.125m,
            Reserved = (decimal)reserved,
            HeldByBatches = (decimal)byBatches,
        };

        Assert.Equal(fits, BoundedWork.FitsLater(spending, (decimal)needed));
        Assert.False(BoundedWork.FitsLater(spending with { Limit = null }, (decimal)needed));
    }

    private BoundedWork NewWork(int most) => new(most, _time, _softStop.Token, _cancel.Token);

    private static async Task<List<WorkEnd<string>>> TakeAllAsync(IAsyncEnumerable<WorkEnd<string>> ends)
    {
        List<WorkEnd<string>> all = [];
        await foreach (WorkEnd<string> end in ends.WithCancellation(Token))
        {
            all.Add(end);
        }

        return all;
    }

    private static GptImageBudgetException NoMoney(decimal reserved) => new("Over the limit.")
    {
        Needed = 0.2m,
        Spending = new ImageSpending { Limit = 1, Settled = 0.5m, Reserved = reserved },
    };
}
