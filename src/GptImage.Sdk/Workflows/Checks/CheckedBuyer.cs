using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Buys pictures of one request until its policy is satisfied or exhausted.</summary>
/// <param name="client">The client.</param>
/// <param name="request">What to make.</param>
/// <param name="options">The checks and the policy.</param>
/// <param name="partialImages">How many previews each purchase asks for.</param>
internal sealed class CheckedBuyer(IGptImageClient client, ImageRequest request, CheckOptions options, int partialImages = 0)
{
    private readonly List<CheckedCandidate> _candidates = [];
    private decimal _spent;
    private Exception? _stoppedBy;

    /// <summary>Runs the purchases, one after the other.</summary>
    /// <param name="buy">Makes one: given the request with the advice of the checks, and the number of the purchase from 1 on. It returns
    /// its failure instead of throwing.</param>
    /// <param name="cancellationToken">Ends the buying. What was bought is returned.</param>
    /// <exception cref="ArgumentException">The request asks for more pictures at once than the policy allows.</exception>
    /// <exception cref="GptImageBudgetException">Not even the first picture fits the policy's limit.</exception>
    public async Task<CheckedPurchases<T>> RunAsync<T>(
        Func<ImageRequest, int, Task<CheckedPurchase<T>>> buy, CancellationToken cancellationToken)
    {
        ThrowIfTooMany();
        List<(CheckedCandidate Candidate, CheckedPurchase<T> Purchase)> made = [];
        if (FindOverLimit(request) is { } never)
        {
            throw never;
        }

        decimal reserved = UpTo(request);
        CheckedPurchase<T> purchase = await buy(request, 1).ConfigureAwait(false);
        await TakeAsync().ConfigureAwait(false);
        for (int number = 2; IsAnotherWanted(cancellationToken); number++)
        {
            try
            {
                ImageRequest next = Advise();
                _stoppedBy = FindOverLimit(next);
                if (_stoppedBy is null)
                {
                    reserved = UpTo(next);
                    purchase = await buy(next, number).ConfigureAwait(false);
                    await TakeAsync().ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The pictures before are paid for: whatever happens to another one, they are returned.
                _stoppedBy = exception;
            }
        }

        if (_candidates.Count == 0)
        {
            return new CheckedPurchases<T>(null, purchase);
        }

        CheckedImageResult result = new() { Candidates = [.. _candidates], StoppedBy = _stoppedBy };
        return new CheckedPurchases<T>(result, made.First(pair => ReferenceEquals(pair.Candidate, result.Best)).Purchase);

        async Task TakeAsync()
        {
            foreach (CheckedCandidate bought in purchase.Candidates)
            {
                CheckedCandidate candidate = bought with { Verdicts = await CheckAsync(bought, cancellationToken).ConfigureAwait(false) };
                _spent += (candidate.Cost ?? (reserved / request.Count)) + candidate.Verdicts.Sum(verdict => verdict.Cost);
                _candidates.Add(candidate);
                made.Add((candidate, purchase));
            }

            _stoppedBy ??= purchase.Error;
        }
    }

    private void ThrowIfTooMany()
    {
        if (request.Count > options.Policy.MaxPictures)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The request asks for {request.Count} pictures at once, and CheckOptions.Policy allows {options.Policy.MaxPictures}. "
                + $"Lower Count, or raise the policy's number of pictures."));
        }
    }

    private bool IsAnotherWanted(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && _candidates.Count > 0)
        {
            _stoppedBy ??= new GptImageCanceledException(
                "The checks were canceled. The pictures that were bought before are in the result.", null, cancellationToken);
        }

        return _stoppedBy is null && _candidates.Count > 0 && _candidates.Count + request.Count <= options.Policy.MaxPictures
            && (!options.Policy.IsRetry || _candidates.TrueForAll(candidate => candidate.Outcome == CheckOutcome.Failed));
    }

    /// <summary>Adds what the checks that failed the last picture say about the next one.</summary>
    private ImageRequest Advise()
    {
        string[] advice = _candidates.Count == 0
            ? []
            : [.. _candidates[^1].Verdicts
                .Where(verdict => verdict.Outcome == CheckOutcome.Failed && !string.IsNullOrWhiteSpace(verdict.Advice))
                .Select(verdict => verdict.Advice ?? "")];
        if (advice.Length == 0)
        {
            return request;
        }

        ImageRequest advised = request with { Prompt = $"{request.Prompt}\n\n{string.Join('\n', advice)}" };
        return client.RequirePlan(advised).IsValid ? advised : request;
    }

    private GptImageBudgetException? FindOverLimit(ImageRequest next)
    {
        if (options.Policy.MaxCost is not { } limit)
        {
            return null;
        }

        decimal needed = UpTo(next);
        return _spent + needed <= limit ? null : new GptImageBudgetException(string.Create(
            CultureInfo.InvariantCulture,
            $"Another picture may cost up to {needed:0.0000} USD, which goes beyond the limit of {limit:0.00##} USD (CheckOptions.Policy); "
            + $"{_spent:0.0000} USD were spent. It was not sent, and nothing was charged for it."))
        {
            Needed = needed,
            Spending = new ImageSpending { Limit = limit, Settled = _spent },
        };
    }

    /// <summary>Gets the most that a request may cost; one without a known price counts as the most expensive.</summary>
    private decimal UpTo(ImageRequest next)
    {
        if (options.Policy.MaxCost is null)
        {
            return 0;
        }

        RequestPlan plan = client.RequirePlan(next);
        decimal previews = plan.Facts?.Prices is { } prices
            ? partialImages * OutputTokenRule.TokensPerPartialImage * prices.ImageOutput / ImageUsage.TokensPerPrice
            : 0;
        return (JobCost.MostOf(next, plan, isLimited: true) ?? 0) + previews;
    }

    private async Task<IReadOnlyList<PictureVerdict>> CheckAsync(CheckedCandidate bought, CancellationToken cancellationToken)
    {
        // Read for the checks alone: a candidate on disk does not keep its picture in memory.
        Lazy<GeneratedImage> image = bought.File is { } file ? LazyPicture.FromFile(file) : new Lazy<GeneratedImage>(bought.Image);
        List<PictureVerdict> verdicts = [];
        foreach (PictureCheck check in options.Checks)
        {
            verdicts.Add(await CheckAsync(check, image, cancellationToken).ConfigureAwait(false));
        }

        return verdicts;
    }

    /// <summary>Asks one check. Whatever it throws is a verdict: the picture is paid for.</summary>
    private async Task<PictureVerdict> CheckAsync(PictureCheck check, Lazy<GeneratedImage> image, CancellationToken cancellationToken)
    {
        string name = check.GetType().Name;
        try
        {
            name = check.Name;
            PictureVerdict? verdict = await check
                .CheckAsync(new PictureToCheck { Image = image.Value, Request = request }, cancellationToken).ConfigureAwait(false);
            return verdict is not null && Enum.IsDefined(verdict.Outcome)
                ? verdict with { Check = name, Cost = Math.Max(verdict.Cost, 0) }
                : Miss(name, "The check returned no verdict.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Miss(name, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static PictureVerdict Miss(string name, string why) =>
        new() { Check = name, Outcome = CheckOutcome.Unavailable, Findings = [why] };
}
