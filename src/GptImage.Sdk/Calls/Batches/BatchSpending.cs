using System.Collections.Concurrent;

namespace GptImage.Sdk;

/// <summary>Holds the batches of a client against its spend limit: what one may cost is set aside until it is collected.</summary>
internal sealed class BatchSpending(SpendingAccount account)
{
    private readonly ConcurrentDictionary<string, decimal> _reserved = new(StringComparer.Ordinal);

    /// <summary>Sets the most that a batch may cost aside.</summary>
    /// <param name="batch">Its key.</param>
    /// <param name="pictures">The most that its pictures may cost.</param>
    /// <param name="requests">Its requests.</param>
    /// <exception cref="GptImageBudgetException">That goes beyond the limit of the client.</exception>
    public void Reserve(string batch, decimal pictures, IReadOnlyList<ImageRequest> requests)
    {
        try
        {
            _reserved[batch] = account.Reserve(pictures, requests);
        }
        catch (AttemptFailedException exception)
        {
            throw FailedCall.ToException(exception.Failure, new CallHistory(new RetryOptions()), repeatCost: null);
        }
    }

    /// <summary>One request of a batch came to its end. What another process has set aside is not known here; its price counts. What is
    /// billed apart stays possible, unless nothing was charged.</summary>
    public void End(string batch, ImageRequest request, BatchLineCost ended)
    {
        decimal left = _reserved.GetValueOrDefault(batch);
        decimal apart = account.ApartOf(request);
        decimal freed = Math.Min(ended.UpTo + apart, left);
        if (left > 0)
        {
            _reserved[batch] = left - freed;
        }

        bool isFree = ended.Charge is ChargeState.NotSent or ChargeState.Rejected;
        account.EndBatch(freed, ended.Cost, ended.Possible + (isFree ? 0 : apart));
    }

    /// <summary>A batch came to its end, or was not created.</summary>
    /// <param name="batch">Its key.</param>
    /// <param name="isPossible">Whether what is left of it may have been charged.</param>
    public void Release(string batch, bool isPossible)
    {
        if (_reserved.TryRemove(batch, out decimal left))
        {
            account.EndBatch(left, 0, isPossible ? left : 0);
        }
    }
}
