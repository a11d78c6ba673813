using System.Threading.Channels;

namespace GptImage.Sdk.Tests;

public sealed class GroupedWorkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_WhileAGroupIsWorkedOn_MakesTheNextGroupInOrder()
    {
        TaskCompletionSource isBusy = new();
        TaskCompletionSource isFree = new();
        List<int[]> groups = [];
        GroupedWork<int> work = new(
            async group =>
            {
                groups.Add([.. group]);
                isBusy.TrySetResult();
                await isFree.Task;
            },
            maxItems: 3);

        await work.AddAsync(1, Token);
        await isBusy.Task;
        await work.AddAsync(2, Token);
        await work.AddAsync(3, Token);
        isFree.SetResult();
        await work.CompleteAsync();

        Assert.Equal([[1], [2, 3]], groups);
    }

    [Fact]
    public async Task AddAsync_MoreThanAGroup_NeverMakesALargerOne()
    {
        TaskCompletionSource isBusy = new();
        TaskCompletionSource isFree = new();
        List<int[]> groups = [];
        GroupedWork<int> work = new(
            async group =>
            {
                groups.Add([.. group]);
                isBusy.TrySetResult();
                await isFree.Task;
            },
            maxItems: 2);

        await work.AddAsync(1, Token);
        await isBusy.Task;
        await work.AddAsync(2, Token);
        await work.AddAsync(3, Token);
        Task last = work.AddAsync(4, Token).AsTask();
        isFree.SetResult();
        await last;
        await work.CompleteAsync();

        Assert.Equal([[1], [2, 3], [4]], groups);
    }

    [Fact]
    public async Task AddAsync_NoRoom_WaitsAndCanBeCanceled()
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        TaskCompletionSource isBusy = new();
        TaskCompletionSource isFree = new();
        List<int> done = [];
        GroupedWork<int> work = new(
            async group =>
            {
                isBusy.TrySetResult();
                await isFree.Task;
                done.AddRange(group);
            },
            maxItems: 1);
        await work.AddAsync(1, Token);
        await isBusy.Task;
        await work.AddAsync(2, Token);

        Task waiting = work.AddAsync(3, cancellation.Token).AsTask();
        bool hadRoom = waiting.IsCompleted;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        isFree.SetResult();
        await work.CompleteAsync();

        Assert.False(hadRoom);
        Assert.Equal([1, 2], done);
    }

    [Fact]
    public async Task CompleteAsync_WorkFailed_ThrowsWhatItThrew()
    {
        TaskCompletionSource isBusy = new();
        GroupedWork<int> work = new(
            _ =>
            {
                isBusy.SetResult();
                throw new IOException("No space left on device");
            },
            maxItems: 1);
        await work.AddAsync(1, Token);
        await isBusy.Task;

        await Assert.ThrowsAsync<ChannelClosedException>(async () =>
        {
            // The first may still find room; nobody makes any for the second.
            await work.AddAsync(2, Token);
            await work.AddAsync(3, Token);
        });
        await Assert.ThrowsAsync<IOException>(work.CompleteAsync);
    }
}
