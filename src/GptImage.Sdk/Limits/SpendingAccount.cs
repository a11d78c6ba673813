namespace GptImage.Sdk;

/// <summary>Holds the spending of a client against its limit. What may have been spent counts as spent.</summary>
internal sealed class SpendingAccount(decimal? limit)
{
    private readonly object _gate = new();
    private decimal _settled;
    private decimal _reserved;
    private decimal _possible;

    public ImageSpending Current
    {
        get
        {
            lock (_gate)
            {
                return new ImageSpending { Limit = limit, Settled = _settled, Reserved = _reserved, Possible = _possible };
            }
        }
    }

    /// <summary>Sets the most that an attempt may cost aside.</summary>
    /// <exception cref="GptImageBudgetException">That goes beyond the limit.</exception>
    public SpendingReservation Reserve(RequestPlan plan)
    {
        decimal most = plan.Cost?.Maximum ?? DearestCost.Of(plan.Composed);
        lock (_gate)
        {
            ImageSpending spending = Current;
            if (spending.Total + most > limit)
            {
                throw new GptImageBudgetException(
                    FormattableString.Invariant($"The request may cost up to {most:0.0000} USD, which goes beyond the spend limit of {limit:0.00##} USD (GptImageClientOptions.SpendLimit): {_settled:0.0000} settled, {_reserved:0.0000} reserved, {_possible:0.0000} possible. Nothing was sent and nothing charged. Raise the limit, or ask for less."))
                {
                    Needed = most,
                    Spending = spending,
                };
            }

            _reserved += most;
        }

        return new SpendingReservation(this, plan, most);
    }

    /// <summary>Ends a reservation.</summary>
    public void End(decimal reserved, decimal settled, decimal possible)
    {
        lock (_gate)
        {
            _reserved -= reserved;
            _settled += settled;
            _possible += possible;
        }
    }
}
