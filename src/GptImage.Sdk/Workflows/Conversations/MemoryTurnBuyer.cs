namespace GptImage.Sdk;

/// <summary>Buys turns into memory. What was or may have been bought is not bought again as long as the conversation lives.</summary>
internal sealed class MemoryTurnBuyer(IGptImageClient client, ConversationOptions options) : ITurnBuyer
{
    private readonly Dictionary<string, TurnEnd> _lost = new(StringComparer.Ordinal);

    public bool KeepsPictures => false;

    public async Task<TurnEnd> BuyAsync(TurnOrder order, CancellationToken cancellationToken)
    {
        TurnEnd? before;
        lock (_lost)
        {
            before = _lost.GetValueOrDefault(order.Id);
        }

        if (before is not null && (before.Image is not null || !options.RepeatPossiblyCharged))
        {
            return before;
        }

        TurnEnd end = await CallAsync(order, cancellationToken).ConfigureAwait(false);
        lock (_lost)
        {
            if (end is { Error: { } error, Charge: ChargeState.PossiblyCharged or ChargeState.Charged })
            {
                _lost[order.Id] = Remember(end, error);
            }
            else
            {
                _lost.Remove(order.Id);
            }
        }

        return end;
    }

    /// <summary>Says how a turn ends that was paid for and failed, when it is said again: with the picture that was saved from the failure,
    /// or with an error.</summary>
    private static TurnEnd Remember(TurnEnd end, Exception error)
    {
        IReadOnlyList<GeneratedImage> images =
            end.Charge == ChargeState.Charged && error is GptImageException failure ? failure.RecoveredImages : [];
        string known = end.Charge == ChargeState.Charged
            ? "This turn was charged when it was said before, and brought no picture."
            : "It is not known whether this turn was bought when it was said before. Check your usage page.";
        return end with
        {
            Image = images.Count > 0 ? images[0] : null,
            IsFromLedger = true,
            Error = images.Count > 0 ? null : new GptImageResponseException(
                $"{known} Set ConversationOptions.RepeatPossiblyCharged to buy it again. It ended with: {error.Message}", error)
            {
                Charge = end.Charge,
                RequestId = end.RequestId,
            },
        };
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
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The caller's own client, which did not say whether anything was bought.
            return Fail(order, exception, ChargeState.PossiblyCharged);
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
        RequestId = (error as GptImageException)?.RequestId,
        Cost = charge == ChargeState.Charged ? order.Plan.Cost?.Maximum : null,
        PossibleCost = charge == ChargeState.PossiblyCharged ? order.Plan.Cost?.Maximum : null,
    };
}
