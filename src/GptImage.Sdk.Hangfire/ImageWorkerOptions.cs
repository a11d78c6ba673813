namespace GptImage.Sdk.Hangfire;

/// <summary>How much one worker process does.</summary>
public sealed class ImageWorkerOptions
{
    /// <summary>Gets or sets how many purchases are under way at once in this process.</summary>
    /// <value>1 to 1,000; 4 by default. Each takes a thread and up to three connections to the database.</value>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>Gets or sets how long a process that is asked to stop waits for the pictures under way. It takes nothing new in that
    /// time.</summary>
    /// <value>Above zero; 10 minutes by default. Set <c>HostOptions.ShutdownTimeout</c> of the host, 30 seconds by default, to as much, and
    /// let whatever ends the process from outside wait as long.</value>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Refuses what cannot be.</summary>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    internal void ThrowIfInvalid()
    {
        if (MaxConcurrency is < 1 or > 1000)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"ImageWorkerOptions.MaxConcurrency is {MaxConcurrency}; set 1 to 1,000."));
        }

        if (ShutdownTimeout <= TimeSpan.Zero)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"ImageWorkerOptions.ShutdownTimeout is {ShutdownTimeout}; set more than zero."));
        }
    }
}
