using System.Threading.Channels;

namespace GptImage.Sdk.Tests;

public sealed class GroupedWorkTests
{
    private readonly List<int[]> _groups = [];
    private readonly TaskCompletionSource _isBusy = new();
    private readonly TaskCompletionSource _isFree = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddAsync_WhileAGroupIsWorkedOn_MakesTheNextGroupInOrder()
    {
        GroupedWork<int> work = await BeginAsync(maxItems: 3);

        await work.AddAsync(2, Token);
        await work.AddAsync(3, Token);
        _isFree.SetResult();
        await work.CompleteAsync();

        Assert.Equal([[1], [2, 3]], _groups);
    }

    [Fact]
    public async Task AddAsync_MoreThanAGroup_NeverMakesALargerOne()
    {
        GroupedWork<int> work = await BeginAsync(maxItems: 2);

        await work.AddAsync(2, Token);
        await work.AddAsync(3, Token);
        Task last = work.AddAsync(4, Token).AsTask();
        _isFree.SetResult();
        await last;
        await work.CompleteAsync();

        Assert.Equal([[1], [2, 3], [4]], _groups);
    }

    [Fact]
    public async Task AddAsync_NoRoom_WaitsAndCanBeCanceled()
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        GroupedWork<int> work = await BeginAsync(maxItems: 1);
        await work.AddAsync(2, Token);

        Task waiting = work.AddAsync(3, cancellation.Token).AsTask();
        bool hadRoom = waiting.IsCompleted;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _isFree.SetResult();
        await work.CompleteAsync();

        Assert.False(hadRoom);
        Assert.Equal([[1], [2]], _groups);
    }

    [Fact]
    public async Task CompleteAsync_WorkFailed_ThrowsWhatItThrew()
    {
        GroupedWork<int> work = await BeginAsync(maxItems: 1);
        _isFree.SetException(new IOException("No space left on device"));

        await Assert.ThrowsAsync<ChannelClosedException>(async () =>
        {
            // The first may still find room; nobody makes any for the second.
            await work.AddAsync(2, Token);
            await work.AddAsync(3, Token);
        });
        await Assert.ThrowsAsync<IOException>(work.CompleteAsync);
    }

    /// <summary>Begins work that stands still at its first item until it is freed.</summary>
    private async Task<GroupedWork<int>> BeginAsync(int maxItems)
    {
        GroupedWork<int> work = new(
            async group =>
            {
                _groups.Add([.. group]);
                _isBusy.TrySetResult();
                await _isFree.Task;
            },
            maxItems);
        await work.AddAsync(1, Token);
        await _isBusy.Task;
        return work;
    }
}
