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
    /// <exception cref="AttemptFailedException">The cost exceeds the limit, or is unknown.</exception>
    public SpendingReservation Reserve(PlannedCall call)
    {
        decimal pictures = call.Plan.Cost?.Maximum ?? DearestCost.Compute(call.Composed);
        decimal apart = IsSvg(call) ? svgModelCost ?? 0 : 0;
        decimal most = pictures + apart;
        lock (_gate)
        {
            if (limit is not null && svgModelCost is null && IsSvg(call))
            {
                throw RefuseSvg(most);
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

    /// <summary>Gets what is billed apart for a request, which no answer tells: the text model of an SVG.</summary>
    public decimal ApartOf(ImageRequest request) => IsSvg(request) ? svgModelCost ?? 0 : 0;

    /// <summary>Sets aside the most that a batch may cost.</summary>
    /// <param name="pictures">The most that its pictures may cost.</param>
    /// <param name="requests">Its requests, for what is billed apart.</param>
    /// <returns>What was set aside.</returns>
    /// <exception cref="AttemptFailedException">The cost exceeds the limit, or is unknown.</exception>
    public decimal Reserve(decimal pictures, IReadOnlyList<ImageRequest> requests)
    {
        decimal most = pictures + requests.Sum(ApartOf);
        lock (_gate)
        {
            if (limit is not null && svgModelCost is null && requests.Any(IsSvg))
            {
                throw RefuseSvg(most);
            }

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

        return most;
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

    private AttemptFailedException RefuseSvg(decimal most) => Refuse(
        string.Create(CultureInfo.InvariantCulture,
            $"The text model that writes an SVG is billed apart, at a price that is not known here, so that the spend limit "
            + $"of {limit:0.00##} USD (GptImageClientOptions.SpendLimit) cannot be kept."),
        "Set GptImageClientOptions.SvgModelCost to the most it may cost.", most);

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

    private static bool IsSvg(PlannedCall call) => IsSvg(call.Composed.Request);

    private static bool IsSvg(ImageRequest request) => request.OutputFormat == OutputFormat.Svg;
}
