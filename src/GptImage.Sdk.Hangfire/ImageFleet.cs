using System.Runtime.CompilerServices;
using GptImage.Sdk.PostgreSql;
using Hangfire;

namespace GptImage.Sdk.Hangfire;

/// <summary>Orders of many pictures that the workers of a fleet buy together, each picture once.</summary>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public sealed class ImageFleet
{
    private readonly PostgreSqlPurchases _purchases;
    private readonly IGptImageClient _client;
    private readonly IBackgroundJobClient _jobs;

    internal ImageFleet(PostgreSqlPurchases purchases, IGptImageClient client, IBackgroundJobClient jobs)
    {
        _purchases = purchases;
        _client = client;
        _jobs = jobs;
    }

    /// <summary>Submits requests as an order, all of them or none. Submitting the same requests again changes nothing, and with more
    /// requests adds those; a submitter that was killed submits again.</summary>
    /// <param name="name">The name of the order: 1 to 100 letters (a to z, A to Z), digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
    /// <param name="requests">The requests, read once and in constant memory. Equal ones stay separate, also when they are submitted
    /// again.</param>
    /// <param name="options">What holds for the order.</param>
    /// <param name="cancellationToken">Cancels the submission. Nothing of it is stored or bought until it is submitted to its end.</param>
    /// <returns>The order with all its purchases.</returns>
    /// <exception cref="GptImageValidationException">A request has errors; the findings name it by its number. Nothing of this submission
    /// is stored.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not such a name, or the limit of the order is negative.</exception>
    /// <exception cref="GptImageJobException">The database or the store cannot be used, or an order of that name exists with other
    /// requests. Nothing was stored.</exception>
    public Task<ImageOrder> SubmitAsync(
        string name, IEnumerable<ImageRequest> requests, ImageOrderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return SubmitAsync(name, requests.ToAsyncEnumerable(), options, cancellationToken);
    }

    /// <inheritdoc cref="SubmitAsync(string, IEnumerable{ImageRequest}, ImageOrderOptions?, CancellationToken)"/>
    public async Task<ImageOrder> SubmitAsync(
        string name, IAsyncEnumerable<ImageRequest> requests, ImageOrderOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(requests);
        ImageOrder order = await _purchases.AddAsync(_client, name, CheckAsync(requests, cancellationToken), options, cancellationToken)
            .ConfigureAwait(false);
        Start(name);
        return order;
    }

    /// <summary>Submits the frames of a story as an order. Anchored frames are made side by side, each from the references; a chained
    /// story is one job, which makes each frame from the picture before it and goes on where it was killed.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="storyboard">The story.</param>
    /// <param name="strategy">Whether the frames are anchored, which is the default, or chained.</param>
    /// <param name="options">What holds for the order.</param>
    /// <param name="cancellationToken">Cancels the submission.</param>
    /// <returns>The order; its purchases are the frames in their order.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not such a name, or the limit of the order is negative.</exception>
    /// <exception cref="GptImageValidationException">The story has errors. Nothing was submitted.</exception>
    /// <exception cref="GptImageJobException">The database or the store cannot be used, or an order of that name exists with other content.
    /// Nothing was stored.</exception>
    public Task<ImageOrder> SubmitAsync(
        string name, Storyboard storyboard, StoryboardStrategy strategy = StoryboardStrategy.Anchored,
        ImageOrderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storyboard);
        _client.Explain(storyboard, strategy).ThrowIfInvalid();
        return strategy == StoryboardStrategy.Chained
            ? SubmitChainAsync(name, storyboard, options, cancellationToken)
            : SubmitAsync(
                name, Enumerable.Range(1, storyboard.Frames.Count).Select(number => storyboard.CreateRequest(number)), options,
                cancellationToken);
    }

    /// <summary>Says how far an order is.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>Its purchases by state, what they cost, and how long the rest takes.</returns>
    /// <exception cref="KeyNotFoundException">There is no order of that name.</exception>
    /// <exception cref="GptImageJobException">The database cannot be used.</exception>
    public async Task<ImageOrderProgress> GetProgressAsync(string name, CancellationToken cancellationToken = default) =>
        await _purchases.GetProgressAsync(name, cancellationToken).ConfigureAwait(false)
        ?? throw new KeyNotFoundException($"There is no order '{name}' in this database. SubmitAsync makes orders.");

    /// <summary>Lists the purchases of an order.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="state">The state to list, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the list.</param>
    /// <returns>The purchases, in the order in which they were submitted.</returns>
    /// <exception cref="IOException">The database cannot be reached.</exception>
    public IAsyncEnumerable<PurchaseEntry> ListAsync(
        string name, PurchaseState? state = null, CancellationToken cancellationToken = default) =>
        _purchases.ListAsync(name, state, cancellationToken);

    /// <summary>Buys purchases again whose outcome is unknown, which may cost twice, or which failed. Others are left alone.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="ids">The ids of the purchases: <see cref="PurchaseKey.Id"/> of <see cref="PurchaseClaim.Key"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when their jobs are enqueued.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no order of that name.</exception>
    public async Task RepeatAsync(string name, IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        string[] repeated = [.. ids];
        await _purchases.RepeatAsync(name, repeated, cancellationToken).ConfigureAwait(false);
        if (await GetProgressAsync(name, cancellationToken).ConfigureAwait(false) is { Order.IsChained: true })
        {
            Start(name);
            return;
        }

        foreach (string id in repeated)
        {
            _jobs.Enqueue<PurchaseJob>(job => job.BuyAsync(name, id, CancellationToken.None));
        }
    }

    /// <summary>Pauses an order: nothing new is started, and what was started is finished.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the order is paused.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no order of that name.</exception>
    public Task PauseAsync(string name, CancellationToken cancellationToken = default) =>
        _purchases.PauseAsync(name, cancellationToken: cancellationToken);

    /// <summary>Resumes an order that was paused: by a call, by its spend limit, or because the service refused the key.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when the order goes on.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no order of that name.</exception>
    public async Task ResumeAsync(string name, CancellationToken cancellationToken = default)
    {
        await _purchases.ResumeAsync(name, cancellationToken).ConfigureAwait(false);
        Start(name);
    }

    /// <summary>Cancels an order: nothing new is started ever again, and what was started is finished.</summary>
    /// <param name="name">The name of the order.</param>
    /// <param name="cancellationToken">Cancels the call, not the order.</param>
    /// <returns>A task that ends when the order is canceled.</returns>
    /// <exception cref="GptImageJobException">The database cannot be used, or there is no order of that name.</exception>
    public Task CancelAsync(string name, CancellationToken cancellationToken = default) =>
        _purchases.CancelAsync(name, cancellationToken);

    private async Task<ImageOrder> SubmitChainAsync(
        string name, Storyboard storyboard, ImageOrderOptions? options, CancellationToken cancellationToken)
    {
        ImageOrder order = await _purchases.AddStoryAsync(_client, name, storyboard, options, cancellationToken).ConfigureAwait(false);
        Start(name);
        return order;
    }

    private void Start(string name) => _jobs.Enqueue<OrderJob>(job => job.EnqueueAsync(name, CancellationToken.None));

    /// <summary>Refuses an order with the first request that cannot be sent, before anything of it is bought.</summary>
    private async IAsyncEnumerable<ImageRequest> CheckAsync(
        IAsyncEnumerable<ImageRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long number = 0;
        await foreach (ImageRequest request in requests.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            number++;
            RequestPlan plan = _client.Explain(request);
            if (!plan.IsValid)
            {
                throw new GptImageValidationException([.. plan.Findings.Select(finding => finding with
                {
                    Message = FormattableString.Invariant($"Request {number}: {finding.Message}"),
                })]);
            }

            yield return request;
        }
    }
}
