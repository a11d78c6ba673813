using System.Globalization;
using Hangfire;

namespace GptImage.Sdk.FleetHost;

/// <summary>The same purchases by Hangfire alone, without ledger: for comparison.</summary>
public sealed class BareJob(IGptImageClient client, WorkerArguments arguments)
{
    public const string Queue = "bare";

    [Queue(Queue)]
    [AutomaticRetry(Attempts = 0)]
    public async Task BuyAsync(int number) => await client.GenerateToFilesAsync(
        FleetOrder.Create(number), Path.Combine(arguments.Folder, number.ToString("00000", CultureInfo.InvariantCulture)));
}
