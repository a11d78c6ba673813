namespace GptImage.Sdk;

/// <summary>Makes pictures and checks whether they show what was asked for.</summary>
public static class CheckExtensions
{
    /// <summary>Makes a picture, checks it, and makes another one where the policy allows it and a check fails.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">What to make.</param>
    /// <param name="options">The checks and the policy.</param>
    /// <param name="cancellationToken">Cancels the call. When a picture was bought already, nothing more is bought, and the result has
    /// what there is.</param>
    /// <returns>All pictures that were bought, with their verdicts. When the policy's money or pictures are used up, or a later call
    /// failed, that is not an exception: see <see cref="CheckedImageResult.IsAccepted"/> and
    /// <see cref="CheckedImageResult.StoppedBy"/>.</returns>
    /// <exception cref="ArgumentException">There is no check, or the request asks for more pictures than the policy allows.</exception>
    /// <exception cref="GptImageValidationException">The request has errors; nothing was sent.</exception>
    /// <exception cref="GptImageBudgetException">Not even the first picture fits the policy's limit; nothing was sent.</exception>
    /// <exception cref="GptImageException">The first call failed.</exception>
    /// <exception cref="GptImageCanceledException">The first call was canceled.</exception>
    public static async Task<CheckedImageResult> GenerateCheckedAsync(
        this IGptImageClient client, ImageRequest request, CheckOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        CheckedPurchases<Exception?> purchases = await new CheckedBuyer(client, request, options.Checked())
            .RunAsync((next, number) => BuyAsync(client, next, isFirst: number == 1, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return purchases.Result
            ?? throw new InvalidOperationException($"{client.GetType().Name} returned a result without pictures.");
    }

    private static async Task<CheckedPurchase<Exception?>> BuyAsync(
        IGptImageClient client, ImageRequest request, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            RequestPlan plan = client.RequirePlan(request);
            ImageResult result =
                client.RequireResult(await client.GenerateAsync(request, cancellationToken).ConfigureAwait(false));
            decimal? cost = JobEntries.CostOf(result.Usage, plan);
            return new CheckedPurchase<Exception?>(null,
            [
                .. result.Images.Select(image => new CheckedCandidate
                {
                    Image = image,
                    Cost = cost / result.Images.Count,
                    RequestId = result.RequestId,
                }),
            ]);
        }
        catch (GptImageException exception) when (!isFirst)
        {
            // What a failed call could still bring is a candidate like any other.
            return new CheckedPurchase<Exception?>(exception,
                [.. exception.RecoveredImages.Select(image => new CheckedCandidate { Image = image, RequestId = exception.RequestId })],
                exception);
        }
        catch (OperationCanceledException exception) when (!isFirst)
        {
            return new CheckedPurchase<Exception?>(exception, [], exception);
        }
    }
}
