using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GptImage.Sdk;

/// <summary>Runs a call beside its reader: a slow reader never holds up a picture that is paid for.</summary>
internal static class UpdateStream
{
    public static async IAsyncEnumerable<CallUpdate<TPicture>> RunAsync<TPicture>(
        RequestPipeline pipeline, PlannedCall planned, Func<IPictureDestination<TPicture>> createDestination,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPicture : class
    {
        // No more than a few updates can come: the decoder counts them against what was asked for.
        Channel<DecodedUpdate<TPicture>> updates =
            Channel.CreateUnbounded<DecodedUpdate<TPicture>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<AttemptRecord>> call = CallAsync(pipeline, planned, createDestination, updates.Writer, left.Token);
        DecodedUpdate<TPicture>? completed = null;
        try
        {
            await foreach (DecodedUpdate<TPicture> update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                if (update.PartialIndex is null)
                {
                    completed = update;
                    continue;
                }

                yield return new CallUpdate<TPicture>(update, []);
            }

            IReadOnlyList<AttemptRecord> attempts = await AttemptsAsync(call, cancellationToken).ConfigureAwait(false);
            if (completed is not null)
            {
                yield return new CallUpdate<TPicture>(completed, attempts);
            }
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A cancellation is the caller's, by the caller's own token.</summary>
    private static async Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(
        Task<IReadOnlyList<AttemptRecord>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (GptImageCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new GptImageCanceledException(exception.Message, exception.InnerException, cancellationToken)
            {
                Charge = exception.Charge,
                RequestId = exception.RequestId,
                Attempts = exception.Attempts,
                RecoveredFiles = exception.RecoveredFiles,
            };
        }
    }

    private static async Task<IReadOnlyList<AttemptRecord>> CallAsync<TPicture>(
        RequestPipeline pipeline, PlannedCall planned, Func<IPictureDestination<TPicture>> createDestination,
            ChannelWriter<DecodedUpdate<TPicture>> updates, CancellationToken cancellationToken)
        where TPicture : class
    {
        try
        {
            CallOutcome<DecodedAnswer<TPicture>> outcome = await pipeline.SendAsync(
                OutgoingCall.FromPlan(planned),
                () => new PictureReader<TPicture>(planned, createDestination(), update => updates.TryWrite(update)),
                cancellationToken).ConfigureAwait(false);
            return outcome.Attempts;
        }
        finally
        {
            updates.Complete();
        }
    }
}
