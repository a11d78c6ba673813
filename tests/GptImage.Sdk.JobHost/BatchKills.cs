using System.Diagnostics;
using System.Globalization;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Kills many batches at events of the protocol that a seed chooses, and looks at what is there when each has gone on.</summary>
internal static class BatchKills
{
    /// <summary>Uploads, creations, questions and the pieces of two result files.</summary>
    private const int Events = 22;

    /// <returns>0 when every batch and every picture was made once; else 1.</returns>
    public static async Task<int> RunAsync(int kills, int seed)
    {
        int broken = 0;
        int unknown = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            // Each event once in a while, whatever the seed.
            int killedAt = 1 + ((seed + (kill * 7)) % Events);
            (string? problem, bool wasUnknown) = await KillAsync(killedAt).ConfigureAwait(false);
            unknown += wasUnknown ? 1 : 0;
            if (problem is not null)
            {
                broken++;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed at event {killedAt}: {problem}"));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kills} kills: {broken} with a batch or picture too many or too few; {unknown} just before a creation, which the caller "
            + $"submitted again"));
        return broken == 0 ? 0 : 1;
    }

    private static async Task<(string? Problem, bool WasUnknown)> KillAsync(int killedAt)
    {
        string folder = Directory.CreateTempSubdirectory("gptimage-kills-").FullName;
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            ApiKey = "sk-test",
            Drawing = FakeDrawing.Plain,
            BatchStep = TimeSpan.Zero,
        });
        try
        {
            using (Process killed = Start(service.BaseAddress, folder, killedAt))
            {
                await killed.WaitForExitAsync().ConfigureAwait(false);
                if (killed.ExitCode == 0)
                {
                    return ("it was not killed", false);
                }
            }

            JumpingClock clock = new(start: TimeProvider.System.GetUtcNow());
            using GptImageClient client = new(
                new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = service.BaseAddress, TimeProvider = clock });
            ImageJobReport first = await KilledBatch.RunAsync(client, folder).ConfigureAwait(false);
            ImageJobReport report = first.Unknown.Any()
                ? await KilledBatch.RunAsync(client, folder, repeat: true).ConfigureAwait(false)
                : first;
            string[] pictures = [.. Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal)];
            string[] listed = [.. report.Entries.SelectMany(entry => entry.Files).Select(file => file.Path).Order(StringComparer.Ordinal)];
            string[] lines = await File.ReadAllLinesAsync(report.LedgerPath).ConfigureAwait(false);
            int ended = lines.Count(line => line.Contains("\"outcome\":\"finished\"", StringComparison.Ordinal));
            string? problem =
                !report.IsComplete ? report.ToString()
                : service.Batches.Count != 2 ? $"{service.Batches.Count} batches"
                : !pictures.SequenceEqual(listed) || ended != KilledBatch.Requests ? $"{pictures.Length} pictures, {ended} in the ledger"
                : Directory.EnumerateFiles(folder, ".*").Any() ? "something is left over"
                : null;
            return (problem, first.Unknown.Any());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(Uri address, string folder, int killedAt)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true };
        foreach (string argument in (string[])
            [typeof(BatchKills).Assembly.Location, "batch", address.AbsoluteUri, folder, "0", "1", "false",
            killedAt.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The batch could not be started.");
    }
}
