using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Holds the spending of a client against its limit. What may have been spent counts as spent.</summary>
internal sealed class SpendingAccount(decimal? limit, decimal? svgModelCost)
{
    private readonly object _gate = new();
    private decimal _settled;
    private decimal _reserved;
    private decimal _possible;
    private decimal _heldByBatches;

    public ImageSpending Current
    {
        get
        {
            lock (_gate)
            {
                return Snapshot();
            }
        }
    }

    /// <summary>Tells the most that a request may cost; <see langword="null"/> when a price is missing.</summary>
    public decimal? MostOf(PlannedCall call) => call.Plan.Cost?.Maximum + (IsSvg(call) ? svgModelCost : 0);

    /// <summary>Sets the most that an attempt may cost aside.</summary>
    /// <exception cref="AttemptFailedException">That goes beyond the limit, or nobody knows how far it goes.</exception>
    public SpendingReservation Reserve(PlannedCall call)
    {
        decimal pictures = call.Plan.Cost?.Maximum ?? DearestCost.Compute(call.Composed);
        decimal apart = IsSvg(call) ? svgModelCost ?? 0 : 0;
        decimal most = pictures + apart;
        lock (_gate)
        {
            if (limit is not null && svgModelCost is null && IsSvg(call))
            {
                throw Refuse(
                    string.Create(CultureInfo.InvariantCulture,
                        $"The text model that writes an SVG is billed apart, at a price that is not known here, so that the spend limit "
                        + $"of {limit:0.00##} USD (GptImageClientOptions.SpendLimit) cannot be kept."),
                    "Set GptImageClientOptions.SvgModelCost to the most it may cost.", most);
            }

            decimal taken = _settled + _reserved + _possible;
            if (taken + most > limit)
            {
                string advice = CheaperSettings.Describe(call.Composed, limit.GetValueOrDefault() - taken, apart);
                throw Refuse(
                    string.Create(CultureInfo.InvariantCulture,
                        $"The request may cost up to {most:0.0000} USD, which goes beyond the spend limit of {limit:0.00##} USD "
                        + $"(GptImageClientOptions.SpendLimit): {_settled:0.0000} settled, {_reserved:0.0000} reserved, "
                        + $"{_possible:0.0000} possible."),
                    advice, most);
            }

            _reserved += most;
        }

        return new SpendingReservation(this, call, pictures, apart);
    }

    /// <summary>Sets aside the most that a batch may cost.</summary>
    /// <exception cref="AttemptFailedException">That goes beyond the limit.</exception>
    public void Reserve(decimal most)
    {
        lock (_gate)
        {
            if (_settled + _reserved + _possible + most > limit)
            {
                throw Refuse(
                    string.Create(CultureInfo.InvariantCulture,
                        $"The batch may cost up to {most:0.0000} USD, which goes beyond the spend limit of {limit:0.00##} USD "
                        + $"(GptImageClientOptions.SpendLimit): {_settled:0.0000} settled, {_reserved:0.0000} reserved, "
                        + $"{_possible:0.0000} possible."),
                    "Raise the limit, or submit fewer requests.", most);
            }

            _reserved += most;
            _heldByBatches += most;
        }
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

    /// <summary>Ends a reservation of a batch, or a part of it.</summary>
    public void EndBatch(decimal reserved, decimal settled, decimal possible)
    {
        lock (_gate)
        {
            _heldByBatches -= reserved;
            End(reserved, settled, possible);
        }
    }

    private AttemptFailedException Refuse(string what, string next, decimal most) => new(new Failure
    {
        Kind = FailureKind.Budget,
        What = what,
        Next = next,
        Charge = ChargeState.NotSent,
        IsLasting = true,
        Needed = most,
        Spending = Snapshot(),
    });

    private ImageSpending Snapshot() => new()
    {
        Limit = limit,
        Settled = _settled,
        Reserved = _reserved,
        Possible = _possible,
        HeldByBatches = _heldByBatches,
    };

    private static bool IsSvg(PlannedCall call) => call.Composed.Request.OutputFormat == OutputFormat.Svg;
}
