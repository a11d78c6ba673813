namespace GptImage.Cli;

/// <summary>What a session spends, and what it may spend without a question.</summary>
/// <param name="limit">The budget in USD.</param>
/// <param name="askAbove">The cost of a single purchase above which the user is asked, in USD.</param>
/// <threadsafety instance="true"/>
internal sealed class SessionBudget(decimal limit, decimal askAbove)
{
    private readonly object _gate = new();
    private decimal _spent;
    private decimal _possible;
    private decimal _reserved;

    /// <summary>Gets the budget in USD.</summary>
    public decimal Limit => limit;

    /// <summary>Gets the cost above which the user is asked, in USD.</summary>
    public decimal AskAbove => askAbove;

    /// <summary>Reserves what a purchase costs at most when no question is needed.</summary>
    /// <param name="cost">The most it costs; <see langword="null"/> when that is not known, which always needs a question.</param>
    public bool TryReserve(decimal? cost)
    {
        lock (_gate)
        {
            if (cost is not { } most || most > askAbove || _spent + _possible + _reserved + most > limit)
            {
                return false;
            }

            _reserved += most;
            return true;
        }
    }

    /// <summary>Reserves what the user agreed to.</summary>
    public void Reserve(decimal? cost)
    {
        lock (_gate)
        {
            _reserved += cost ?? 0;
        }
    }

    /// <summary>Replaces a reservation by what the purchase cost.</summary>
    /// <param name="reserved">What was reserved.</param>
    /// <param name="spent">What it cost.</param>
    /// <param name="possible">What it may have cost beyond that.</param>
    public void Settle(decimal? reserved, decimal? spent, decimal? possible)
    {
        lock (_gate)
        {
            _reserved -= reserved ?? 0;
            _spent += spent ?? 0;
            _possible += possible ?? 0;
        }
    }

    /// <summary>Gets what was spent, what may have been spent, and what purchases under way cost at most.</summary>
    public (decimal Spent, decimal Possible, decimal Reserved) Read()
    {
        lock (_gate)
        {
            return (_spent, _possible, _reserved);
        }
    }
}
