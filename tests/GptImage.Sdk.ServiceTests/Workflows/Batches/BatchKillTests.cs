using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Kills a batch in a process of its own at events of the protocol, and goes on.</summary>
[Trait("Category", "Heavy")]
public sealed class BatchKillTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Uploads of the input and of two files of lines, two creations, two questions, and pieces of two result files.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(21)]
    public async Task SubmitAndCollect_KilledAndRunAgain_MakesEachBatchAndPictureOnce(int killedAt)
    {
        using Scratch scratch = new();
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            ApiKey = "sk-test",
            Drawing = FakeDrawing.Plain,
            BatchStep = TimeSpan.Zero,
        });
        using (Process killed = JobHost.StartBatch(service.BaseAddress, scratch.Folder, killedAt))
        {
            await killed.WaitForExitAsync(Token);
            Assert.NotEqual(0, killed.ExitCode);
        }

        // Killed just before it sent a creation, nobody knows whether it did: the list is read again for 10 minutes.
        bool isUnknown = killedAt is 5 or 9;
        JumpingClock clock = new(start: TimeProvider.System.GetUtcNow());
        using GptImageClient client = Clients.For(service, options => options.TimeProvider = clock);
        ImageJobReport first = await KilledBatch.RunAsync(client, scratch.Folder, repeat: false, Token);
        ImageJobReport report = await KilledBatch.RunAsync(client, scratch.Folder, repeat: true, Token);

        Assert.Equal(isUnknown, first.Unknown.Any());
        Assert.Equal(KilledBatch.Requests, first.Finished.Count() + first.Unknown.Count());
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(["/v1/images/edits", "/v1/images/generations"], service.Batches.Select(batch => batch.Endpoint).Order());
        Assert.InRange(service.Requests.Count(IsVisionUpload), 1, killedAt == 2 ? 2 : 1);
        await AssertFilesAsync(report, scratch.Folder);
    }

    private static bool IsVisionUpload(FakeRequest request) =>
        request is { Method: "POST", Endpoint: "files" } && request.Fields.GetValueOrDefault("purpose") == "vision";

    /// <summary>Files, report and ledger agree, and nothing else lies in the folder.</summary>
    private static async Task AssertFilesAsync(ImageJobReport report, string folder)
    {
        SavedImage[] files = [.. report.Entries.Select(entry => Assert.Single(entry.Files))];
        Assert.Equal(
            files.Select(file => Path.GetFileName(file.Path)).Concat(["batch.jsonl", "job.jsonl", "job.lock"])
                .Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach (SavedImage file in files)
        {
            Assert.Equal(
                file.Sha256, Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file.Path, Token))).ToLowerInvariant());
        }

        string[] ended =
        [
            .. (await File.ReadAllLinesAsync(report.LedgerPath, Token)).Select(line => JsonDocument.Parse(line).RootElement)
                .Where(line => line.TryGetProperty("outcome", out JsonElement outcome) && outcome.GetString() == "finished")
                .SelectMany(line => line.GetProperty("files").EnumerateArray())
                .Select(file => file.GetProperty("sha256").GetString() ?? ""),
        ];
        Assert.Equal(files.Select(file => file.Sha256).Order(StringComparer.Ordinal), ended.Order(StringComparer.Ordinal));
    }
}
