namespace GptImage.Sdk.Hangfire;

/// <summary>Names and numbers that all versions of the package share: jobs of one are run by workers of another.</summary>
internal static class FleetQueue
{
    /// <summary>The queue of a fleet's jobs.</summary>
    public const string Name = "gptimage";

    /// <summary>How often a job is tried again that could not do its work: for more than a day.</summary>
    public const int Attempts = 1500;
}
