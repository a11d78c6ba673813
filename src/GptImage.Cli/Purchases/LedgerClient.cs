using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>A client for work of several calls: buys each picture by the user's ledger into a folder, and takes from there what an earlier
/// command bought for the same folder.</summary>
/// <param name="run">The run.</param>
/// <param name="client">The client that buys.</param>
/// <param name="address">The address of the service.</param>
/// <param name="folder">The full path of the folder.</param>
/// <param name="total">How many pictures there will be.</param>
/// <param name="isAgain">Whether a purchase of unknown outcome is bought again.</param>
internal sealed class LedgerClient(CommandRun run, GptImageClient client, Uri address, string folder, int total, bool isAgain)
    : IGptImageClient
{
    private const int NameLength = 12;

    private readonly object _gate = new();

    /// <summary>Gets how many pictures there are so far.</summary>
    public int Drawn { get; private set; }

    /// <summary>Gets what the pictures of this run cost in USD by the price table.</summary>
    public decimal Spent { get; private set; }

    /// <inheritdoc/>
    public RequestPlan Explain(ImageRequest request) => client.Explain(request);

    /// <inheritdoc/>
    public async Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        using UserPurchase purchase =
            await PicturePurchase.OpenAsync(run, client, address, request, variation: folder).ConfigureAwait(false);
        IReadOnlyList<SavedImage> known = await purchase.FindFilesAsync(cancellationToken).ConfigureAwait(false);
        if (known.Count > 0)
        {
            Tell(known, purchase.Latest, isFromLedger: true);
            return await ReadAsync(new SavedImageResult { Files = known }, cancellationToken).ConfigureAwait(false);
        }

        PicturePurchase.ThrowIfUnknown(purchase, isAgain);
        int earlier = new UserLedger(run.Context.StateFolder, run.Context.Time).Read(purchase.Id).Count;
        string name = purchase.Id[..NameLength];
        string path = Path.Combine(folder, earlier == 0 ? name : FileNames.Alternative(name, earlier + 1));
        SavedImageResult result = await PictureRescue.WatchAsync(
            run, () => purchase.BuyAsync(client, path, overwrite: false, run.SoftStop, cancellationToken)).ConfigureAwait(false);
        Tell(result.Files, purchase.Latest, isFromLedger: false);
        return await ReadAsync(result, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Pictures of several calls are in the folder of the work.");

    /// <inheritdoc/>
    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Work of several calls has no previews.");

    /// <inheritdoc/>
    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Work of several calls has no previews.");

    private void Tell(IReadOnlyList<SavedImage> files, UserLedgerEntry? entry, bool isFromLedger)
    {
        int number;
        lock (_gate)
        {
            number = ++Drawn;
            Spent += isFromLedger ? 0 : entry?.Cost ?? 0;
        }

        run.Output.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"[{number}/{total}] {(isFromLedger ? "bought earlier" : "drawn")}, {Consent.Usd(Spent)} in this run"));
        run.Output.WriteJson("item", new WorkItem
        {
            Number = number,
            Outcome = ImageJobOutcome.Finished,
            IsFromLedger = isFromLedger,
            Files = files,
            Cost = entry?.Cost,
            Charge = ChargeState.Charged,
            RequestId = entry?.RequestId,
        }.Write);
    }

    private static async Task<ImageResult> ReadAsync(SavedImageResult saved, CancellationToken cancellationToken)
    {
        List<GeneratedImage> images = [];
        foreach (SavedImage file in saved.Files)
        {
            images.Add(await LocalPicture.ReadAsync(file.Path, cancellationToken).ConfigureAwait(false));
        }

        return new ImageResult
        {
            Images = images,
            Model = saved.Model,
            Usage = saved.Usage,
            RequestId = saved.RequestId,
            Deviations = saved.Deviations,
        };
    }
}
