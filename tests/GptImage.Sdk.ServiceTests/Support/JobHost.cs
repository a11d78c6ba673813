using System.Diagnostics;
using System.Globalization;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Starts a job in a process of its own, which can be killed.</summary>
internal static class JobHost
{
    public static Process Start(Uri address, string folder, int requests, int concurrency, bool repeat) =>
        Start("job", address, folder, requests, concurrency, repeat, imagesPerMinute: 0, hasFileLocks: true);

    /// <summary>Starts a job of requests for one picture each.</summary>
    /// <param name="address">The service.</param>
    /// <param name="folder">The folder of the job.</param>
    /// <param name="requests">How many requests.</param>
    /// <param name="imagesPerMinute">What the limiter lets through; 0 for no limit.</param>
    /// <param name="hasFileLocks">Whether .NET locks the files it opens.</param>
    public static Process StartSingle(Uri address, string folder, int requests, int imagesPerMinute, bool hasFileLocks) =>
        Start("single", address, folder, requests, concurrency: requests, repeat: false, imagesPerMinute, hasFileLocks);

    /// <summary>Starts a process that saves pictures under one name.</summary>
    public static Process StartFiles(Uri address, string folder, int pictures) =>
        Start("files", address, folder, pictures, concurrency: 1, repeat: false, imagesPerMinute: 0, hasFileLocks: true);

    /// <summary>Starts a conversation that is saved after each turn.</summary>
    public static Process StartTalk(Uri address, string folder) =>
        Start("talk", address, folder, requests: 0, concurrency: 1, repeat: false, imagesPerMinute: 0, hasFileLocks: true);

    /// <summary>Starts a process that submits a batch, collects it, and kills itself at an event of the protocol.</summary>
    public static Process StartBatch(Uri address, string folder, int killedAt) =>
        Start("batch", address, folder, KilledBatch.Requests, concurrency: 1, repeat: false, imagesPerMinute: killedAt, hasFileLocks: true);

    public static Process StartStory(Uri address, string folder, StoryboardStrategy strategy) =>
        Start(
            strategy.ToString(), address, folder, KilledStory.Frames, concurrency: 3, repeat: false, imagesPerMinute: 0,
                hasFileLocks: true);

    private static Process Start(
        string kind, Uri address, string folder, int requests, int concurrency, bool repeat, int imagesPerMinute, bool hasFileLocks)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])
            [
                ProgramPath(), kind, address.AbsoluteUri, folder,
                requests.ToString(CultureInfo.InvariantCulture), concurrency.ToString(CultureInfo.InvariantCulture), repeat.ToString(),
                imagesPerMinute.ToString(CultureInfo.InvariantCulture),
            ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = hasFileLocks ? "0" : "1";
        return Process.Start(start) ?? throw new InvalidOperationException("The job could not be started.");
    }

    /// <summary>Finds the program in its own output folder, beside that of the tests.</summary>
    private static string ProgramPath()
    {
        string tests = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return Path.GetFullPath(
            Path.Combine(tests, "..", "..", "GptImage.Sdk.JobHost", Path.GetFileName(tests), "GptImage.Sdk.JobHost.dll"));
    }
}
