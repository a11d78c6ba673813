using System.Threading.Channels;

namespace GptImage.Sdk;

/// <summary>Works on items one group after another, beside the code that adds them: the items that come while a group is worked on are the
/// next group.</summary>
internal sealed class GroupedWork<T>
{
    private readonly Func<IReadOnlyList<T>, Task> _work;
    private readonly int _maxItems;
    private readonly Channel<T> _waiting;
    private readonly Task _running;

    /// <param name="work">Works on a group. Each item is in one group, in the order in which they were added.</param>
    /// <param name="maxItems">How many items may wait, and how many a group has at most.</param>
    public GroupedWork(Func<IReadOnlyList<T>, Task> work, int maxItems)
    {
        _work = work;
        _maxItems = maxItems;
        _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(maxItems) { SingleReader = true, SingleWriter = true });
        _running = Task.Run(RunAsync);
    }

    /// <summary>Adds an item, once there is room for it.</summary>
    /// <exception cref="ChannelClosedException">The work failed; <see cref="CompleteAsync"/> throws what it threw.</exception>
    public ValueTask AddAsync(T item, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(item, cancellationToken);

    /// <summary>Waits until all items are worked on. None can be added afterwards.</summary>
    public async Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                List<T> group = [];
                while (group.Count < _maxItems && _waiting.Reader.TryRead(out T? item))
                {
                    group.Add(item);
                }

                await _work(group).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            _waiting.Writer.TryComplete(exception);
            throw;
        }
    }
}
