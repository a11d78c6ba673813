using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace GptImage.Sdk;

/// <summary>Runs a call beside its reader: a slow reader never holds up a picture that is paid for.</summary>
internal static class UpdateStream
{
    /// <param name="pipeline">Sends the call.</param>
    /// <param name="planned">The call.</param>
    /// <param name="createDestination">Makes the destination of an attempt.</param>
    /// <param name="toPartial">Makes the update of a preview, from its number and its picture.</param>
    /// <param name="toCompleted">Makes the last update.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="beforeSend">What this call alone awaits before each attempt, or <see langword="null"/>.</param>
    public static async IAsyncEnumerable<TUpdate> RunAsync<TPicture, TUpdate>(
        RequestPipeline pipeline, PlannedCall planned, Func<IPictureDestination<TPicture>> createDestination,
        Func<int, TPicture, TUpdate> toPartial, Func<CallOutcome<DecodedAnswer<TPicture>>, TUpdate> toCompleted,
        [EnumeratorCancellation] CancellationToken cancellationToken, Func<SendingContext, CancellationToken, ValueTask>? beforeSend = null)
        where TPicture : class
    {
        // No more than a few updates can come: the decoder counts them against what was asked for.
        Channel<TUpdate> updates =
            Channel.CreateUnbounded<TUpdate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<CallOutcome<DecodedAnswer<TPicture>>> call = CallAsync();
        try
        {
            await foreach (TUpdate update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return update;
            }

            yield return toCompleted(await OutcomeAsync(call, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<CallOutcome<DecodedAnswer<TPicture>>> CallAsync()
        {
            try
            {
                return await pipeline.SendAsync(
                    OutgoingCall.FromPlan(planned) with { BeforeSend = beforeSend },
                    () => new PictureReader<TPicture>(
                        planned, createDestination(), (index, preview) => updates.Writer.TryWrite(toPartial(index, preview))),
                    left.Token).ConfigureAwait(false);
            }
            finally
            {
                updates.Writer.Complete();
            }
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
}
