using System.Globalization;

namespace GptImage.Sdk;

/// <summary>How many pictures may be bought until one passes its checks.</summary>
public sealed record CheckPolicy
{
    private CheckPolicy(int maxPictures, decimal? maxCost, bool isRetry)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPictures, 1);
        if (maxCost is { } cost)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(cost, nameof(maxCost));
        }

        MaxPictures = maxPictures;
        MaxCost = maxCost;
        IsRetry = isRetry;
    }

    /// <summary>Gets the policy that buys once and takes what comes, with its verdicts.</summary>
    public static CheckPolicy AcceptAll { get; } = new(1, null, isRetry: false);

    /// <summary>Gets the most pictures that are bought.</summary>
    public int MaxPictures { get; }

    /// <summary>Gets the most that pictures and checks may cost together, in USD, or <see langword="null"/> for no limit.</summary>
    public decimal? MaxCost { get; }

    /// <summary>Gets whether buying ends with the first picture that no check fails.</summary>
    internal bool IsRetry { get; }

    /// <summary>Buys several pictures, whatever the checks say, and takes the best.</summary>
    /// <param name="pictures">How many, 1 or more.</param>
    /// <param name="maxCost">The most that pictures and checks may cost together, in USD; <see langword="null"/> for no limit. Before each
    /// purchase the upper bound of its estimate must fit.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pictures"/> is below 1, or <paramref name="maxCost"/> below
    /// 0.</exception>
    public static CheckPolicy BestOf(int pictures, decimal? maxCost = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures, 1);
        return new CheckPolicy(pictures, maxCost, isRetry: false);
    }

    /// <summary>Buys another picture as long as a check fails.</summary>
    /// <param name="maxPictures">The most pictures, 1 or more, the first one included.</param>
    /// <param name="maxCost">The most that pictures and checks may cost together, in USD; <see langword="null"/> for no limit. Before each
    /// purchase the upper bound of its estimate must fit.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPictures"/> is below 1, or <paramref name="maxCost"/> below
    /// 0.</exception>
    public static CheckPolicy Retry(int maxPictures, decimal? maxCost = null) => new(maxPictures, maxCost, isRetry: true);

    /// <summary>Says how many pictures at what cost.</summary>
    /// <returns>For example <c>up to 3 pictures, 0.40 USD</c>.</returns>
    public override string ToString()
    {
        string pictures = MaxPictures == 1
            ? "1 picture"
            : string.Create(CultureInfo.InvariantCulture, $"up to {MaxPictures} pictures");
        return MaxCost is { } cost ? pictures + string.Create(CultureInfo.InvariantCulture, $", {cost:0.00##} USD") : pictures;
    }
}
