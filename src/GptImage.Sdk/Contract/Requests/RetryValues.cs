namespace GptImage.Sdk;

/// <summary>What <see cref="RetryOptions"/> say, as a value that equals another.</summary>
internal sealed record RetryValues(int MaxAttempts, TimeSpan BaseDelay, TimeSpan MaxDelay, bool RepeatPossiblyCharged)
{
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static RetryValues? Copy(RetryOptions? options, string argument) => options is null ? null
        : options.Problems().FirstOrDefault() is { } problem ? throw new ArgumentException($"Retry.{problem}.", argument)
        : new RetryValues(options.MaxAttempts, options.BaseDelay, options.MaxDelay, options.RepeatPossiblyCharged);

    public RetryOptions ToOptions() => new()
    {
        MaxAttempts = MaxAttempts,
        BaseDelay = BaseDelay,
        MaxDelay = MaxDelay,
        RepeatPossiblyCharged = RepeatPossiblyCharged,
    };
}
