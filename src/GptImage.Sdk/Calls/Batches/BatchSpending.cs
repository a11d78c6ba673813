using System.Collections.Concurrent;

namespace GptImage.Sdk;

/// <summary>Holds the batches of a client against its spend limit: what one may cost is set aside until it is collected.</summary>
internal sealed class BatchSpending(SpendingAccount account)
{
    private readonly ConcurrentDictionary<string, decimal> _reserved = new(StringComparer.Ordinal);

    /// <summary>Sets the most that a batch may cost aside.</summary>
    /// <exception cref="GptImageBudgetException">That goes beyond the limit of the client.</exception>
    public void Reserve(string batch, decimal most)
    {
        try
        {
            account.Reserve(most);
        }
        catch (AttemptFailedException exception)
        {
            throw FailedCall.ToException(exception.Failure, new CallHistory(new RetryOptions()), repeatCost: null);
        }

        _reserved[batch] = most;
    }

    /// <summary>One request of a batch came to its end. What another process has set aside is not known here; its price counts.</summary>
    public void End(string batch, decimal upTo, decimal cost, decimal possible)
    {
        decimal left = _reserved.GetValueOrDefault(batch);
        decimal freed = Math.Min(upTo, left);
        if (left > 0)
        {
            _reserved[batch] = left - freed;
        }

        account.EndBatch(freed, cost, possible);
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
