using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Kills a job in a process of its own at moments that the server chooses, and runs it again.</summary>
public sealed class JobKillTests
{
    private const int Requests = 6;

    private static readonly byte[][] Answers = [Pictures.Png(), Pictures.Jpeg(), Pictures.Webp()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every moment of an exchange, early and late in the job, with one and with three requests at once.</summary>
    public static TheoryData<FaultRegion, int, int> Kills()
    {
        TheoryData<FaultRegion, int, int> kills = [];
        FaultRegion[] regions =
            [FaultRegion.Connected, FaultRegion.Upload, FaultRegion.Uploaded, FaultRegion.Headers, FaultRegion.Body,
            FaultRegion.BetweenPictures, FaultRegion.Answered];
        foreach ((int concurrency, int seed) in new[] { (1, 1), (3, 2), (3, 3) })
        {
            SeededNumbers numbers = new(seed);
            foreach (FaultRegion region in regions)
            {
                // A connection is kept from request to request, so the first moments come only once for each.
                kills.Add(region, region == FaultRegion.Connected ? numbers.Next(1, concurrency) : numbers.Next(1, Requests), concurrency);
            }
        }

        return kills;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task RunAsync_KilledAndRunAgain_BuysNothingTwice(FaultRegion region, int time, int concurrency)
    {
        using Scratch scratch = new();
        TaskCompletionSource killHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int met = 0;
        bool isArmed = true;
        await using FaultServer server = FaultServer.Start(
            async point =>
            {
                if (!isArmed || point.Region != region)
                {
                    return FaultKind.None;
                }

                int times = Interlocked.Increment(ref met);
                if (times == time)
                {
                    killHere.SetResult();
                    return FaultKind.Stall;
                }

                if (region == FaultRegion.Connected && times < time)
                {
                    // Served at once, this connection might be used again, and no other one be made.
                    await killHere.Task;
                }

                return FaultKind.None;
            },
            request => FaultAnswer.Json([.. Answers.Take(request.BodyText.Contains("\"n\":2", StringComparison.Ordinal) ? 2 : 1)]));

        await KillAsync(server, scratch.Folder, concurrency, repeat: false, killHere.Task);
        isArmed = false;
        int boughtBefore = server.Purchases.Count;
        ImageJobReport resumed = await ResumeAsync(server, scratch.Folder, repeat: false);
        int bought = server.Purchases.Count;
        int unknown = resumed.Unknown.Count();
        ImageJobReport repeated = await ResumeAsync(server, scratch.Folder, repeat: true);

        Assert.Equal(Requests, resumed.Finished.Count() + unknown);
        Assert.InRange(bought, resumed.Finished.Count(), resumed.Finished.Count() + unknown);
        Assert.All(Bodies(server).Take(bought).GroupBy(body => body), same => Assert.Single(same));
        Assert.InRange(boughtBefore, 0, Requests);
        Assert.InRange(unknown, 0, concurrency);
        Assert.True(repeated.IsComplete, repeated.ToString());
        Assert.InRange(server.Purchases.Count, Requests, Requests + unknown);
        await AssertFilesAsync(repeated);
    }

    /// <summary>Requests that wait for the limiter have sent nothing, so a kill leaves them free.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task RunAsync_KilledWhileRequestsWaitForTheLimiter_KnowsWhatTheServerSaw(int imagesPerMinute)
    {
        const int Waiting = 8;
        using Scratch scratch = new();
        TaskCompletionSource killHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int met = 0;
        bool isArmed = true;
        await using FaultServer server = FaultServer.Start(
            point =>
            {
                if (!isArmed || point.Region != FaultRegion.Uploaded)
                {
                    return Task.FromResult(FaultKind.None);
                }

                if (Interlocked.Increment(ref met) == imagesPerMinute)
                {
                    killHere.SetResult();
                }

                return Task.FromResult(FaultKind.Stall);
            },
            _ => FaultAnswer.Json(Answers[0]));
        using Process job = JobHost.StartSingle(server.BaseAddress, scratch.Folder, Waiting, imagesPerMinute, hasFileLocks: true);
        await KillAsync(job, killHere.Task);
        isArmed = false;
        string[] seen = [.. Bodies(server)];

        using GptImageClient client = Clients.For(server.BaseAddress);
        ImageJobReport resumed = await client.RunAsync(
            Enumerable.Range(0, Waiting).Select(
                number => new TextToImageRequest(string.Create(CultureInfo.InvariantCulture, $"Picture {number}"))),
            new ImageJobOptions { OutputDirectory = scratch.Folder }, cancellationToken: Token);

        Assert.Equal(imagesPerMinute, seen.Length);
        Assert.Equal(imagesPerMinute, resumed.Unknown.Count());
        Assert.All(resumed.Unknown, entry => Assert.Single(
            seen, body => body.Contains($"\"{entry.Request.Prompt}\"", StringComparison.Ordinal)));
        Assert.Equal(Waiting - imagesPerMinute, resumed.Finished.Count());
        Assert.Equal(Waiting, server.Purchases.Count);
    }

    /// <summary>Two processes, and .NET locks no file: one of them works, the other one is told.</summary>
    [Fact]
    public async Task RunAsync_TwoProcessesWithoutFileLocks_OnlyOneWorksInTheFolder()
    {
        const int All = 4;
        using Scratch scratch = new();
        TaskCompletionSource isUnderWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FaultServer server = FaultServer.Start(
            async point =>
            {
                if (point.Region == FaultRegion.Uploaded)
                {
                    isUnderWay.TrySetResult();
                    await goOn.Task;
                }

                return FaultKind.None;
            },
            _ => FaultAnswer.Json(Answers[0]));
        using Process first = JobHost.StartSingle(server.BaseAddress, scratch.Folder, All, imagesPerMinute: 0, hasFileLocks: false);
        await isUnderWay.Task.WaitAsync(Token);

        using Process second = JobHost.StartSingle(server.BaseAddress, scratch.Folder, All, imagesPerMinute: 0, hasFileLocks: false);
        string error = await second.StandardError.ReadToEndAsync(Token);
        await second.WaitForExitAsync(Token);
        goOn.SetResult();
        await first.WaitForExitAsync(Token);

        Assert.Contains("Another run works in the folder", error, StringComparison.Ordinal);
        Assert.NotEqual(0, second.ExitCode);
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(All, server.Purchases.Count);
        Assert.Equal(All, Directory.GetFiles(scratch.Folder, "*.png").Length);
    }

    /// <summary>Runs that repeat what may have been bought, killed again and again: each kill may cost what was under way, and nothing
    /// else.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public async Task RunAsync_KilledWhileItRepeats_BuysAtMostOneMoreForEachKill(int seed, int concurrency)
    {
        const int Kills = 3;
        FaultRegion[] regions = [FaultRegion.Uploaded, FaultRegion.Headers, FaultRegion.Body, FaultRegion.BetweenPictures];
        SeededNumbers numbers = new(seed);
        using Scratch scratch = new();
        TaskCompletionSource? killHere = null;
        FaultRegion region = default;
        await using FaultServer server = FaultServer.Start(
            point => Task.FromResult(point.Region == region && (killHere?.TrySetResult() ?? false) ? FaultKind.Stall : FaultKind.None),
            request => FaultAnswer.Json([.. Answers.Take(request.BodyText.Contains("\"n\":2", StringComparison.Ordinal) ? 2 : 1)]));
        for (int kill = 0; kill < Kills; kill++)
        {
            killHere = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            region = regions[numbers.Next(0, regions.Length - 1)];
            await KillAsync(server, scratch.Folder, concurrency, repeat: true, killHere.Task);
        }

        killHere = null;
        ImageJobReport listed = await ResumeAsync(server, scratch.Folder, repeat: false);
        int boughtBefore = server.Purchases.Count;
        ImageJobReport repeated = await ResumeAsync(server, scratch.Folder, repeat: true);

        Assert.Equal(Requests, listed.Finished.Count() + listed.Unknown.Count());
        Assert.InRange(listed.Unknown.Count(), 0, concurrency);
        Assert.Equal(boughtBefore + listed.Unknown.Count(), server.Purchases.Count);
        Assert.True(repeated.IsComplete, repeated.ToString());
        Assert.InRange(server.Purchases.Count, Requests, Requests + (Kills * concurrency));
        Assert.All(Bodies(server).GroupBy(body => body), same => Assert.InRange(same.Count(), 1, 1 + Kills));
        await AssertFilesAsync(repeated);
    }

    private static IEnumerable<string> Bodies(FaultServer server) => server.Purchases.Select(request => request.BodyText);

    private static async Task KillAsync(FaultServer server, string folder, int concurrency, bool repeat, Task killHere)
    {
        using Process job = JobHost.Start(server.BaseAddress, folder, Requests, concurrency, repeat);
        await KillAsync(job, killHere);
    }

    private static async Task KillAsync(Process job, Task killHere)
    {
        Task exited = job.WaitForExitAsync(Token);
        await Task.WhenAny(killHere, exited);
        Assert.True(killHere.IsCompleted, "The job ended before the server wanted to kill it: "
            + (exited.IsCompleted ? await job.StandardError.ReadToEndAsync(Token) : ""));
        job.Kill();
        await exited;
    }

    private static async Task<ImageJobReport> ResumeAsync(FaultServer server, string folder, bool repeat)
    {
        using GptImageClient client = Clients.For(server.BaseAddress);
        return await client.RunAsync(
            Enumerable.Range(0, Requests)
                .Select(
                    number => new TextToImageRequest(string.Create(CultureInfo.InvariantCulture, $"Picture {number}"))
                    { Count = 1 + (number % 2) }),
            new ImageJobOptions { OutputDirectory = folder, RepeatPossiblyCharged = repeat },
            cancellationToken: Token);
    }

    private static async Task AssertFilesAsync(ImageJobReport report)
    {
        foreach (ImageJobEntry entry in report.Entries)
        {
            Assert.Equal(entry.Request.Count, entry.Files.Count);
            for (int i = 0; i < entry.Files.Count; i++)
            {
                byte[] bytes = await File.ReadAllBytesAsync(entry.Files[i].Path, Token);
                Assert.Equal(Answers[i], bytes);
                Assert.Equal(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), entry.Files[i].Sha256);
            }
        }
    }
}
