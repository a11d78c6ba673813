namespace GptImage.Sdk;

/// <summary>Buys turns into memory. What may have been bought is refused as long as the conversation lives.</summary>
internal sealed class MemoryTurnBuyer(IGptImageClient client, ConversationOptions options) : ITurnBuyer
{
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    public bool KeepsPictures => false;

    public async Task<TurnEnd> BuyAsync(TurnOrder order, CancellationToken cancellationToken)
    {
        if (!options.RepeatPossiblyCharged && IsUnknown(order.Id))
        {
            return new TurnEnd
            {
                IsFromLedger = true,
                Charge = ChargeState.PossiblyCharged,
                Error = new GptImageResponseException(
                    "It is not known whether this turn was bought when it was said before. Check your usage page, and set "
                    + "ConversationOptions.RepeatPossiblyCharged to buy it again.")
                { Charge = ChargeState.PossiblyCharged },
            };
        }

        TurnEnd end = await CallAsync(order, cancellationToken).ConfigureAwait(false);
        if (end.Charge == ChargeState.PossiblyCharged)
        {
            lock (_unknown)
            {
                _unknown.Add(order.Id);
            }
        }

        return end;
    }

    private bool IsUnknown(string id)
    {
        lock (_unknown)
        {
            return _unknown.Contains(id);
        }
    }

    private async Task<TurnEnd> CallAsync(TurnOrder order, CancellationToken cancellationToken)
    {
        try
        {
            ImageResult result = client.RequireResult(await SendAsync(order, cancellationToken).ConfigureAwait(false));
            return new TurnEnd
            {
                Image = result.Images.Count > 0 ? result.Images[0] : null,
                Error = result.Images.Count > 0 ? null : new GptImageResponseException("The client's result has no picture for this turn.")
                {
                    Charge = result.Charge,
                    RequestId = result.RequestId,
                },
                Charge = result.Charge,
                Usage = result.Usage,
                Cost = JobEntries.CostOf(result.Usage, order.Plan),
                RequestId = result.RequestId,
            };
        }
        catch (GptImageException exception)
        {
            return Fail(order, exception, exception.Charge);
        }
        catch (GptImageCanceledException exception)
        {
            return Fail(order, exception, exception.Charge);
        }
    }

    private async Task<ImageResult?> SendAsync(TurnOrder order, CancellationToken cancellationToken)
    {
        if (order.PartialImages is not { } partials)
        {
            return await client.GenerateAsync(order.Request, cancellationToken).ConfigureAwait(false);
        }

        ImageResult? result = null;
        await foreach (
            ImageUpdate update in client.StreamAsync(order.Request, partials, cancellationToken).ConfigureAwait(false))
        {
            if (update is PartialImageUpdate partial)
            {
                order.Tell?.Invoke(partial);
            }

            result = (update as CompletedImageUpdate)?.Result ?? result;
        }

        return result;
    }

    private static TurnEnd Fail(TurnOrder order, Exception error, ChargeState charge) => new()
    {
        Error = error,
        Charge = charge,
        Cost = charge == ChargeState.Charged ? order.Plan.Cost?.Maximum : null,
        PossibleCost = charge == ChargeState.PossiblyCharged ? order.Plan.Cost?.Maximum : null,
    };
}
