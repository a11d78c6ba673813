using GptImage.Sdk;
using GptImage.Sdk.Hangfire;
using GptImage.Sdk.PostgreSql;

namespace Fleet;

/// <summary>Shows an order's progress in the terminal.</summary>
internal static class Terminal
{
    private const int BarWidth = 30;

    /// <returns>0 when every picture is finished; 1 when some are not.</returns>
    public static async Task<int> WatchAsync(ImageFleet fleet, string order, CancellationToken cancellationToken)
    {
        ImageOrderProgress now;
        do
        {
            now = await fleet.GetProgressAsync(order, cancellationToken);
            Console.Write((Console.IsOutputRedirected ? "" : "\r") + Describe(now) + (Console.IsOutputRedirected ? "\n" : "   "));
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        }
        while (now is { Order.State: ImageOrderState.Running, Waiting: > 0 } or { Claimed: > 0 } or { Sending: > 0 });

        Console.WriteLine();
        if (now.Order.PauseReason is { } reason)
        {
            Console.WriteLine($"The order is paused: {reason}");
        }

        await foreach (PurchaseEntry entry in fleet.ListAsync(order, PurchaseState.Unknown, cancellationToken))
        {
            Console.WriteLine(
                $"{entry.Claim.Key.Id} may have been bought: {entry.End?.Message ?? "its worker was lost while it was sent"}");
        }

        return now.Finished == now.Order.Count ? 0 : 1;
    }

    private static string Describe(ImageOrderProgress now)
    {
        int done = now.Order.Count == 0 ? 0 : (int)(BarWidth * now.Finished / now.Order.Count);
        return FormattableString.Invariant($"[{new string('#', done)}{new string('.', BarWidth - done)}] ")
            + FormattableString.Invariant($"{now.Finished} of {now.Order.Count}, {now.Sending} under way, {now.Failed} failed, ")
            + FormattableString.Invariant($"{now.Unknown} unknown; {now.Spending.Settled:0.00} USD; {now.PerMinute:0} a minute, ")
            + FormattableString.Invariant($"time left {now.TimeLeft:hh\\:mm\\:ss}");
    }
}
