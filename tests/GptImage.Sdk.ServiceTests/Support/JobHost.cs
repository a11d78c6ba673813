using System.Diagnostics;
using System.Globalization;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Starts a job in a process of its own, which can be killed.</summary>
internal static class JobHost
{
    public static Process Start(Uri address, string folder, int requests, int concurrency, bool repeat) =>
        Start("job", address, folder, requests, concurrency, repeat);

    /// <summary>Starts a process that saves pictures under one name.</summary>
    public static Process StartFiles(Uri address, string folder, int pictures) =>
        Start("files", address, folder, pictures, concurrency: 1, repeat: false);

    public static Process StartStory(Uri address, string folder, StoryboardStrategy strategy) =>
        Start(strategy.ToString(), address, folder, KilledStory.Frames, concurrency: 3, repeat: false);

    private static Process Start(string kind, Uri address, string folder, int requests, int concurrency, bool repeat)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])
            [
                ProgramPath(), kind, address.AbsoluteUri, folder,
                requests.ToString(CultureInfo.InvariantCulture), concurrency.ToString(CultureInfo.InvariantCulture), repeat.ToString(),
            ])
        {
            start.ArgumentList.Add(argument);
        }

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
