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
        Task<CallOutcome<DecodedAnswer<TPicture>>> call = CallAsync(pipeline, planned, createDestination, updates.Writer, left.Token);
        try
        {
            await foreach (DecodedUpdate<TPicture> update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return new CallUpdate<TPicture>(update, null);
            }

            yield return new CallUpdate<TPicture>(null, await OutcomeAsync(call, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A cancellation is the caller's, by the caller's own token.</summary>
    private static async Task<CallOutcome<DecodedAnswer<TPicture>>> OutcomeAsync<TPicture>(
        Task<CallOutcome<DecodedAnswer<TPicture>>> call, CancellationToken cancellationToken)
        where TPicture : class
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

    private static async Task<CallOutcome<DecodedAnswer<TPicture>>> CallAsync<TPicture>(
        RequestPipeline pipeline, PlannedCall planned, Func<IPictureDestination<TPicture>> createDestination,
            ChannelWriter<DecodedUpdate<TPicture>> updates, CancellationToken cancellationToken)
        where TPicture : class
    {
        try
        {
            return await pipeline.SendAsync(
                OutgoingCall.FromPlan(planned),
                () => new PictureReader<TPicture>(planned, createDestination(), preview => updates.TryWrite(preview)),
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            updates.Complete();
        }
    }
}
