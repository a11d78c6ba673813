using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Renders a story: a few frames ahead of the loop that takes them, handed out in their order.</summary>
internal sealed class StoryboardRenderer(
    IGptImageClient client, Storyboard storyboard, StoryboardOptions options, IProgress<StoryboardProgress>? progress)
{
    private readonly object _gate = new();
    private readonly List<GeneratedImage> _kept = [];
    private IFrameMaker? _maker;
    private PlannedFrame[] _frames = [];
    private StoryboardFrame? _previous;
    private Exception? _failure;
    private int _done;
    private decimal _spent;
    private ChargeState _charge;
    private ChargeState _lost;

    private IFrameMaker Maker => _maker ?? throw new InvalidOperationException("The story has not begun.");

    private bool IsChained => options.Strategy == StoryboardStrategy.Chained;

    public async IAsyncEnumerable<StoryboardFrame> RenderAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoryboardPlan plan = StoryboardPlanner.Plan(client, storyboard, options.Strategy);
        plan.ThrowIfInvalid();
        ThrowIfCanceled(cancellationToken);
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IFrameMaker maker = await OpenMakerAsync().ConfigureAwait(false);
        _maker = maker;
        StoryboardPage? page = options.OutputDirectory is { } folder ? new StoryboardPage(storyboard, folder, options.Language) : null;
        await PrepareAsync(plan, cancellationToken).ConfigureAwait(false);
        BoundedWork work = new(IsChained ? 1 : options.MaxConcurrency, options.TimeProvider, options.StopToken, cancellationToken);
        int ended = 0;
        await foreach (WorkEnd<FrameStep> end in work.RunAsync(
            _frames.Length, index => MakeAsync(index, work, leaving.Token), inOrder: true,
            maker.KeepsFrames ? null : leaving.CancelAsync).ConfigureAwait(false))
        {
            ended++;
            Note(end.Failure ?? end.Value?.Failure);
            if (end.Value?.Frame is { } frame)
            {
                await ShowAsync(page, frame, work, cancellationToken).ConfigureAwait(false);
                yield return frame;
            }
        }

        ThrowIfBroken(cancellationToken);
        for (; work.StoppedBy is { } stoppedBy && ended < _frames.Length; ended++)
        {
            StoryboardFrame frame = Tell(_frames[ended].Fail(stoppedBy, ChargeState.NotSent), work);
            await ShowAsync(page, frame, work, cancellationToken).ConfigureAwait(false);
            yield return frame;
        }

        if (ended < _frames.Length)
        {
            ThrowIfCanceled(cancellationToken);
        }

        ThrowIfBroken(cancellationToken);
    }

    /// <summary>Ends a canceled story. What its frames cost is known by then: they have all ended.</summary>
    private void ThrowIfCanceled(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw _done == 0 && _failure is null
                ? new GptImageCanceledException(
                    $"The story was canceled before the first frame. {ChargeWords.Describe(ChargeState.NotSent)}", null, cancellationToken)
                : Cancel("", null, cancellationToken);
        }
    }

    /// <param name="underWay">What became of frames that were under way.</param>
    /// <param name="call">Their first call that was canceled, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    private GptImageCanceledException Cancel(string underWay, GptImageCanceledException? call, CancellationToken cancellationToken)
    {
        string again = options.OutputDirectory is null ? "" : " Run it again with the same OutputDirectory to go on.";
        return new GptImageCanceledException(
            FormattableString.Invariant($"The story was canceled after {_done} of {_frames.Length} frames.{underWay}{again}"), call,
            cancellationToken)
        {
            Charge = _charge,
            RequestId = call?.RequestId,
            Attempts = call?.Attempts ?? [],
            RecoveredFiles = call?.RecoveredFiles ?? [],
        };
    }

    private static ChargeState ChargeOf(StoryboardFrame frame) =>
        frame.Check is { } check && check.Candidates.Any(bought => !bought.IsFromLedger) ? ChargeState.Charged
        : frame.IsFromLedger ? ChargeState.NotSent
        : frame.Charge;

    private async Task<IFrameMaker> OpenMakerAsync() => options.OutputDirectory is { } folder
        ? await LedgerFrameMaker.OpenAsync(client, options, options.ToJobOptions(folder)).ConfigureAwait(false)
        : new MemoryFrameMaker(client);

    /// <summary>Takes the frames on in their order; in a chained story each only once the one before is there.</summary>
    private async Task PrepareAsync(StoryboardPlan plan, CancellationToken cancellationToken)
    {
        _frames =
        [
            .. plan.Frames.Select((frame, index) => new PlannedFrame(
                index + 1, storyboard.Frames[index], FrameComposer.Compose(storyboard, storyboard.Frames[index], null), frame)),
        ];
        foreach (PlannedFrame frame in IsChained ? [] : _frames)
        {
            ThrowIfCanceled(cancellationToken);
            await Maker.PrepareAsync(frame, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FrameStep> MakeAsync(int index, BoundedWork work, CancellationToken cancellationToken)
    {
        if (IsChained && LinkTo(index) is { } broken)
        {
            work.Observe(broken.Error, endsAll: true);
            return new FrameStep(Tell(broken, work));
        }

        PlannedFrame planned = _frames[index];
        if (IsChained)
        {
            await Maker.PrepareAsync(planned, cancellationToken).ConfigureAwait(false);
        }

        FrameStep step = options.Checks is { } checks
            ? await new CheckedFrameMaker(client, Maker, checks).MakeAsync(planned, work, cancellationToken).ConfigureAwait(false)
            : await Maker.MakeAsync(planned, work, cancellationToken).ConfigureAwait(false);
        if (step.Failure is not null)
        {
            work.Break();
        }

        if (step.Frame is { } frame)
        {
            if (IsChained || !frame.IsFromLedger)
            {
                work.Observe(frame.Error, endsAll: IsChained);
            }

            _previous = frame;
            Tell(frame, work);
        }

        return step;
    }

    /// <summary>Composes a frame of a chain with the one before.</summary>
    /// <returns><see langword="null"/>, or the failed frame when the one before cannot be sent along.</returns>
    private StoryboardFrame? LinkTo(int index)
    {
        try
        {
            ImageInput? previous = _previous is null ? null
                : _previous.File is { } file ? ImageInput.FromFile(file.Path) : PictureInput.CreateFrom(_previous.Image);
            (ImageRequest request, RequestPlan plan) =
                StoryboardPlanner.Explain(client, storyboard, storyboard.Frames[index], previous);
            _frames[index] = _frames[index] with { ImageRequest = request, Plan = plan };
            return null;
        }
        catch (GptImageResponseException exception)
        {
            return _frames[index].Fail(exception, ChargeState.NotSent);
        }
    }

    /// <summary>Tells the caller of a frame. A callback that throws ends the story, but breaks nothing that runs.</summary>
    private StoryboardFrame Tell(StoryboardFrame frame, BoundedWork work)
    {
        lock (_gate)
        {
            _done++;
            _spent += frame.Check is { } check ? check.Candidates.Where(bought => !bought.IsFromLedger).Sum(bought => bought.Cost ?? 0)
                : frame.IsFromLedger ? 0
                : frame.Cost ?? 0;
            _charge = Max(_charge, ChargeOf(frame));
            _kept.AddRange(frame.Error?.RecoveredImages ?? []);
            try
            {
                progress?.Report(new StoryboardProgress { Done = _done, Total = _frames.Length, Spent = _spent, Latest = frame });
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                _failure ??= exception;
                work.Break();
            }
        }

        return frame;
    }

    /// <summary>Adds a frame to the page. A page that cannot be written ends the story once all frames under way are handed out.</summary>
    private async Task ShowAsync(StoryboardPage? page, StoryboardFrame frame, BoundedWork work, CancellationToken cancellationToken)
    {
        try
        {
            await (page?.ShowAsync(frame, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Note(exception);
            work.Break();
        }
    }

    private void Note(Exception? failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            if (failure is GptImageCanceledException call)
            {
                _lost = Max(_lost, call.Charge);
                _charge = Max(_charge, call.Charge);
            }
        }
    }

    private static ChargeState Max(ChargeState one, ChargeState other) => one > other ? one : other;

    private void ThrowIfBroken(CancellationToken cancellationToken)
    {
        Exception? failure;
        lock (_gate)
        {
            failure = _failure;
        }

        if (failure is GptImageCanceledException canceled)
        {
            throw Cancel($" The frames under way: {ChargeWords.Describe(_lost)}", canceled, cancellationToken);
        }

        if (failure is OperationCanceledException)
        {
            ThrowIfCanceled(cancellationToken);
        }

        if (failure is not null)
        {
            throw new GptImageJobException(
                failure is IOException ? failure.Message : $"The story cannot go on: {failure.Message}", failure)
            { RecoveredImages = [.. _kept] };
        }
    }
}
