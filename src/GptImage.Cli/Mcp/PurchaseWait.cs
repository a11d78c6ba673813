using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Waits for a purchase no longer than a client waits for a call, and shows that it goes on.</summary>
internal static class PurchaseWait
{
    /// <summary>How long a call takes at most. Clients end calls after 60 seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <summary>Answers with the end of a purchase, or that it is still under way.</summary>
    /// <param name="request">The call.</param>
    /// <param name="purchase">The purchase. It goes on whatever becomes of the call.</param>
    /// <param name="startedAt">When the call came, as a timestamp of the clock.</param>
    /// <param name="time">The clock.</param>
    /// <param name="inline">What the answer shows.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<CallToolResult> AnswerAsync(
        RequestContext<CallToolRequestParams> request, Purchase purchase, long startedAt, TimeProvider time, InlinePictures inline,
        CancellationToken cancellationToken)
    {
        for (TimeSpan elapsed = time.GetElapsedTime(startedAt); elapsed < Longest; elapsed = time.GetElapsedTime(startedAt))
        {
            await TellAsync(request, elapsed, cancellationToken).ConfigureAwait(false);
            TimeSpan next = Shorter(Longest - elapsed, ProgressInterval);
            if (await EndsWithinAsync(purchase, next, time, cancellationToken).ConfigureAwait(false))
            {
                break;
            }
        }

        return purchase.Completion.IsCompleted
            ? PurchaseAnswer.Create(purchase.Id, await purchase.Completion.ConfigureAwait(false), inline)
            : PurchaseAnswer.CreateRunning(purchase.Id);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<bool> EndsWithinAsync(
        Purchase purchase, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task first = await Task.WhenAny(purchase.Completion, Task.Delay(limit, time, ended.Token)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await ended.CancelAsync().ConfigureAwait(false);
        return first == purchase.Completion;
    }

    private static Task TellAsync(
        RequestContext<CallToolRequestParams> request, TimeSpan elapsed, CancellationToken cancellationToken) =>
        request.Params?.ProgressToken is not { } token
            ? Task.CompletedTask
            : request.Server.NotifyProgressAsync(
                token,
                new ProgressNotificationValue
                {
                    Progress = (float)elapsed.TotalSeconds,
                    Total = (float)Longest.TotalSeconds,
                    Message = "The pictures are being made.",
                },
                cancellationToken: cancellationToken);
}
