using System.Globalization;

namespace GptImage.Sdk;

/// <summary>What is repeated after a failure, and how long the client waits before it.</summary>
/// <remarks>By default only attempts that cannot have bought a picture are repeated, with one exception: a first 500 of the service itself
/// is repeated once.</remarks>
public sealed class RetryOptions
{
    internal const int MostAttempts = 100;

    /// <summary>Gets or sets the maximum number of attempts of a call, including the first one.</summary>
    /// <value>1 to 100; 3 by default. 1 repeats nothing.</value>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Gets or sets the wait before the first repeat. It doubles with each repeat up to 8 seconds, and a random 0 to 25 percent is
    /// taken off. Not used when the service says how long to wait.</summary>
    /// <value>0 to 1 day; 0.5 seconds by default. More than 8 seconds counts as 8.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Gets or sets the longest wait. When the service asks for more, the call ends with that wait on its exception.</summary>
    /// <value>0 to 1 day; 60 seconds by default.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets whether attempts are repeated that may have bought a picture. Each repeat may buy another.</summary>
    /// <value><see langword="false"/> by default: of these only a first 500 of the service itself is repeated, once.</value>
    public bool RepeatPossiblyCharged { get; set; }

    /// <summary>Says what is wrong with the values, naming each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (MaxAttempts is < 1 or > MostAttempts)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"MaxAttempts is {MaxAttempts}; set 1 to {MostAttempts}");
        }

        if (BaseDelay < TimeSpan.Zero || BaseDelay > TimeSpan.FromDays(1))
        {
            yield return FormattableString.Invariant($"BaseDelay is {BaseDelay}; set 00:00:00 to 1.00:00:00 (1 day)");
        }

        if (MaxDelay < TimeSpan.Zero || MaxDelay > TimeSpan.FromDays(1))
        {
            yield return FormattableString.Invariant($"MaxDelay is {MaxDelay}; set 00:00:00 to 1.00:00:00 (1 day)");
        }
    }

    internal RetryOptions Copy() => (RetryOptions)MemberwiseClone();
}
