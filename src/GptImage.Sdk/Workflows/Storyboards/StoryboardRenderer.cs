using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Renders a story: a few frames ahead of the loop that takes them, handed out in their order.</summary>
internal sealed class StoryboardRenderer(
    IGptImageClient client, Storyboard storyboard, StoryboardOptions options, IProgress<StoryboardProgress>? progress)
{
    private readonly object _gate = new();
    private int _done;
    private decimal _spent;

    /// <summary>What ended the story: no frame behind it is bought.</summary>
    private GptImageException? _endedBy;

    public async IAsyncEnumerable<StoryboardFrame> RenderAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoryboardPlan plan = StoryboardPlanner.Plan(client, storyboard, options.Strategy);
        plan.ThrowIfInvalid();
        using IFrameMaker maker = OpenMaker();
        StoryboardPage? page = options.OutputDirectory is { } folder ? new StoryboardPage(storyboard, folder) : null;
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<StoryboardFrame>> underWay = new();
        ImageInput? previous = null;
        try
        {
            for (int next = 0; next < plan.Frames.Count || underWay.Count > 0;)
            {
                while (next < plan.Frames.Count && underWay.Count < MostUnderWay)
                {
                    ImageRequest request = FrameComposer.Compose(storyboard, storyboard.Frames[next], previous);
                    RequestPlan ofFrame = IsChained ? client.Explain(request) : plan.Frames[next];
                    underWay.Enqueue(
                        await StartAsync(maker, new PlannedFrame(next + 1, storyboard.Frames[next], request, ofFrame), leaving.Token)
                        .ConfigureAwait(false));
                    next++;
                }

                StoryboardFrame frame = await underWay.Peek().ConfigureAwait(false);
                _ = underWay.Dequeue();
                previous = IsChained && frame.Error is null ? InputOf(frame) : previous;
                await (page?.ShowAsync(frame, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
                yield return frame;
            }
        }
        finally
        {
            await LeaveAsync(maker, underWay, leaving).ConfigureAwait(false);
        }
    }

    private bool IsChained => options.Strategy == StoryboardStrategy.Chained;

    private int MostUnderWay => IsChained ? 1 : options.MaxConcurrency;

    private IFrameMaker OpenMaker() => options.OutputDirectory is { } folder
        ? new LedgerFrameMaker(JobBuyer.Open(client, options.ToJobOptions(folder)), options)
        : new MemoryFrameMaker(client);

    private static ImageInput InputOf(StoryboardFrame frame) =>
        frame.File is { } file ? ImageInput.FromFile(file.Path) : frame.Image.ToInput();

    private async Task<Task<StoryboardFrame>> StartAsync(IFrameMaker maker, PlannedFrame frame, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await maker.PrepareAsync(frame, cancellationToken).ConfigureAwait(false);
        return MakeAsync(maker, frame, cancellationToken);
    }

    private async Task<StoryboardFrame> MakeAsync(IFrameMaker maker, PlannedFrame planned, CancellationToken cancellationToken)
    {
        GptImageException? endedBy;
        lock (_gate)
        {
            endedBy = _endedBy;
        }

        StoryboardFrame frame = endedBy is null
            ? await maker.MakeAsync(planned, cancellationToken).ConfigureAwait(false)
            : planned.Fail(endedBy, ChargeState.NotSent);
        lock (_gate)
        {
            _endedBy ??= frame.Error is { } error && (JobRunner.Stops(error) || (IsChained && maker.EndsChain(frame))) ? error : null;
            _done++;
            _spent += frame.IsFromLedger ? 0 : frame.Cost ?? 0;
            progress?.Report(new StoryboardProgress { Done = _done, Total = storyboard.Frames.Count, Spent = _spent, Latest = frame });
        }

        return frame;
    }

    /// <summary>Nobody takes more frames. Those under way are paid for: where they are kept they come to their end, elsewhere they are
    /// given up.</summary>
    private static async Task LeaveAsync(IFrameMaker maker, Queue<Task<StoryboardFrame>> underWay, CancellationTokenSource leaving)
    {
        if (!maker.KeepsFrames)
        {
            await leaving.CancelAsync().ConfigureAwait(false);
        }

        await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
