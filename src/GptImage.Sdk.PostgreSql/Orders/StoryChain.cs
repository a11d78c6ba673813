using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GptImage.Sdk.PostgreSql;

/// <summary>A chained story as an order: each frame is a purchase, which is added once the picture of the frame before it is
/// there.</summary>
internal sealed class StoryChain(PostgreSqlPurchases purchases, OrderTable orders, RequestJsonOptions texts, IPictureStore pictures)
{
    /// <summary>Writes the order of a story with its first frame, unless it is there.</summary>
    public async Task<ImageOrder> AddAsync(
        IGptImageClient client, string orderId, Storyboard storyboard, decimal? limit, CancellationToken cancellationToken)
    {
        string text = await ImageRequestJson.WriteAsync(storyboard, texts, cancellationToken).ConfigureAwait(false);
        (ImageOrder order, _) = await ReachAsync(client, orderId, text, limit, cancellationToken).ConfigureAwait(false);
        return order;
    }

    /// <summary>Finds the first frame that is not bought, and adds it when it is not there yet.</summary>
    /// <returns>The id of its purchase, or <see langword="null"/> when all frames are bought.</returns>
    /// <exception cref="GptImageJobException">The order is not a chained story, or the picture of a frame is gone.</exception>
    public async Task<string?> FindNextAsync(IGptImageClient client, string orderId, CancellationToken cancellationToken)
    {
        string text = await orders.FindStoryAsync(orderId, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Create(
            $"The order '{orderId}' is not a chained story in this database. Buy its purchases with BuyAsync.", ChargeState.NotSent);
        (_, string? next) = await ReachAsync(client, orderId, text, null, cancellationToken).ConfigureAwait(false);
        return next;
    }

    private async Task<(ImageOrder Order, string? Next)> ReachAsync(
        IGptImageClient client, string orderId, string text, decimal? limit, CancellationToken cancellationToken)
    {
        Storyboard storyboard = Read(orderId, text);
        List<PurchaseEntry> bought =
            [.. (await ListAsync(orderId, cancellationToken).ConfigureAwait(false))
            .TakeWhile(entry => entry.State == PurchaseState.Finished)];
        ImageOrder order = await orders.AddAsync(
            client, orderId, ComposeAsync(orderId, storyboard, bought, cancellationToken), limit, text, cancellationToken)
            .ConfigureAwait(false);
        List<PurchaseEntry> reached = await ListAsync(orderId, cancellationToken).ConfigureAwait(false);
        return (order, reached.ElementAtOrDefault(bought.Count)?.Claim.Key.Id);
    }

    /// <summary>Composes the frames that can be: all that are bought, and the one behind them.</summary>
    private async IAsyncEnumerable<ImageRequest> ComposeAsync(
        string orderId, Storyboard storyboard, List<PurchaseEntry> bought, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return storyboard.CreateRequest(1);
        for (int index = 0; index < Math.Min(bought.Count, storyboard.Frames.Count - 1); index++)
        {
            ImageInput previous = await OpenAsync(orderId, bought[index], cancellationToken).ConfigureAwait(false);
            yield return storyboard.CreateRequest(index + 2, previous);
        }
    }

    private async Task<List<PurchaseEntry>> ListAsync(string orderId, CancellationToken cancellationToken)
    {
        List<PurchaseEntry> entries = [];
        await foreach (PurchaseEntry entry in purchases.ListAsync(orderId, null, cancellationToken).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private Storyboard Read(string orderId, string text)
    {
        try
        {
            return ImageRequestJson.ReadStoryboard(text, texts);
        }
        catch (JsonException exception)
        {
            throw LedgerFailures.Create(
                $"The story of the order '{orderId}' cannot be read: {exception.Message} Nothing was sent.", ChargeState.NotSent,
                exception);
        }
    }

    /// <summary>Reads the picture of a frame, which the next one is sent.</summary>
    private async Task<ImageInput> OpenAsync(string orderId, PurchaseEntry entry, CancellationToken cancellationToken)
    {
        string name = entry.End?.Pictures is [{ } picture, ..] ? picture.Name : entry.Name;
        Stream stream = await pictures.OpenAsync(name, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Create(
            $"The story '{orderId}' cannot go on: the picture '{name}' of an earlier frame is not in the store. Put it back. Nothing was "
            + "sent.", ChargeState.NotSent);
        await using (stream.ConfigureAwait(false))
        {
            using MemoryStream bytes = new();
            await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return ImageInput.FromBytes(bytes.ToArray());
        }
    }
}
