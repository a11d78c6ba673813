using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Kills a story in a process of its own at moments that the server chooses, and renders it again.</summary>
public sealed partial class StoryboardKillTests
{
    private static readonly byte[] Answer = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoryboardStrategy.Anchored, FaultRegion.Upload, 5)]
    [InlineData(StoryboardStrategy.Anchored, FaultRegion.Uploaded, 11)]
    [InlineData(StoryboardStrategy.Anchored, FaultRegion.Body, 8)]
    [InlineData(StoryboardStrategy.Anchored, FaultRegion.Answered, 19)]
    [InlineData(StoryboardStrategy.Chained, FaultRegion.Upload, 3)]
    [InlineData(StoryboardStrategy.Chained, FaultRegion.Uploaded, 7)]
    [InlineData(StoryboardStrategy.Chained, FaultRegion.Body, 12)]
    [InlineData(StoryboardStrategy.Chained, FaultRegion.Answered, 20)]
    public async Task RenderAsync_KilledAndRunAgain_BuysNoFrameTwice(StoryboardStrategy strategy, FaultRegion region, int time)
    {
        using Scratch scratch = new();
        TaskCompletionSource killHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int met = 0;
        bool isArmed = true;
        await using FaultServer server = FaultServer.Start(
            point =>
            {
                bool isKill = isArmed && point.Region == region && Interlocked.Increment(ref met) == time;
                return Task.FromResult(isKill && killHere.TrySetResult() ? FaultKind.Stall : FaultKind.None);
            },
            _ => FaultAnswer.Json(Answer));

        await KillAsync(server, scratch.Folder, strategy, killHere.Task);
        isArmed = false;
        List<StoryboardFrame> resumed = await RenderAsync(server, scratch.Folder, strategy, repeat: false);
        int bought = server.Purchases.Count;
        int finished = resumed.Count(frame => frame.Error is null);
        int unknown = resumed.Count(frame => frame.Charge == ChargeState.PossiblyCharged);
        List<StoryboardFrame> whole = await RenderAsync(server, scratch.Folder, strategy, repeat: true);

        Assert.InRange(bought, finished, finished + unknown);
        Assert.InRange(unknown, 0, strategy == StoryboardStrategy.Chained ? 1 : 3);
        Assert.Equal(strategy == StoryboardStrategy.Anchored ? KilledStory.Frames : finished
            + unknown, resumed.Count(frame => frame.Charge != ChargeState.NotSent));
        Assert.InRange(server.Purchases.Count, KilledStory.Frames, KilledStory.Frames + unknown);
        Assert.InRange(Scenes(server).GroupBy(scene => scene).Count(same => same.Count() > 1), 0, unknown);
        Assert.Equal(Enumerable.Range(1, KilledStory.Frames), whole.Select(frame => frame.Number));
        Assert.All(whole, frame => Assert.Equal(Answer, frame.Image.Bytes.ToArray()));
        Assert.All(whole, frame => Assert.Equal(Convert.ToHexString(SHA256.HashData(Answer)).ToLowerInvariant(), frame.File?.Sha256));
    }

    private static IEnumerable<string> Scenes(FaultServer server) =>
        server.Purchases.Select(request => ScenePattern().Match(request.BodyText).Value);

    private static async Task KillAsync(FaultServer server, string folder, StoryboardStrategy strategy, Task killHere)
    {
        using Process story = JobHost.StartStory(server.BaseAddress, folder, strategy);
        Task exited = story.WaitForExitAsync(Token);
        await Task.WhenAny(killHere, exited);
        Assert.True(killHere.IsCompleted, "The story ended before the server wanted to kill it: "
            + (exited.IsCompleted ? await story.StandardError.ReadToEndAsync(Token) : ""));
        story.Kill();
        await exited;
    }

    private static async Task<List<StoryboardFrame>> RenderAsync(
        FaultServer server, string folder, StoryboardStrategy strategy, bool repeat)
    {
        using GptImageClient client = Clients.For(server.BaseAddress);
        List<StoryboardFrame> frames = [];
        await foreach (StoryboardFrame frame in client.RenderAsync(KilledStory.Create(), new StoryboardOptions
        {
            OutputDirectory = folder,
            Strategy = strategy,
            RepeatPossiblyCharged = repeat,
        }, cancellationToken: Token))
        {
            frames.Add(frame);
        }

        return frames;
    }

    [GeneratedRegex("Scene [0-9]+\\.", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ScenePattern();
}
