using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Kills a conversation in a process of its own at moments that the server chooses, loads it, and goes on.</summary>
[Trait("Category", "Heavy")]
public sealed partial class ConversationKillTests
{
    private static readonly byte[] Answer = Pictures.Png(64, 64);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task SayAsync_KilledAndLoaded_BuysNoTurnTwice(int seed)
    {
        SeededNumbers numbers = new(seed);
        FaultRegion region = new[] { FaultRegion.Upload, FaultRegion.Uploaded, FaultRegion.Body, FaultRegion.Answered }[numbers.Next(0, 3)];
        int time = numbers.Next(1, KilledTalk.Script.Count);
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

        await KillAsync(server, scratch.Folder, killHere.Task);
        isArmed = false;
        using GptImageClient client = Clients.For(server.BaseAddress);
        (ImageConversation? talk, IReadOnlyList<int> failed) =
            await KilledTalk.GoOnAsync(client, scratch.Folder, repeat: false, Token);
        int bought = server.Purchases.Count;
        string[] twice = [.. Scenes(server).GroupBy(scene => scene).Where(same => same.Count() > 1).Select(same => same.Key)];
        int finished = talk!.Turns.Count;
        (ImageConversation? whole, IReadOnlyList<int> left) =
            await KilledTalk.GoOnAsync(client, scratch.Folder, repeat: true, Token);

        Assert.Empty(twice);
        Assert.InRange(bought, finished, finished + Math.Min(failed.Count, 1));
        Assert.Equal(KilledTalk.Script.Count, finished + failed.Count);
        Assert.Empty(left);
        Assert.Equal(KilledTalk.Script.Count, whole!.Turns.Count);
        Assert.InRange(server.Purchases.Count, KilledTalk.Script.Count, KilledTalk.Script.Count + 1);
        Assert.All(whole.Turns, turn => Assert.Equal(Answer, turn.Image.Bytes.ToArray()));
        Assert.All(whole.Turns, turn => Assert.Equal(Convert.ToHexString(SHA256.HashData(Answer)).ToLowerInvariant(), turn.File?.Sha256));
    }

    public static TheoryData<int> Kills() => [.. Enumerable.Range(1, 20)];

    private static IEnumerable<string> Scenes(FaultServer server) =>
        server.Purchases.Select(request => ScenePattern().Match(request.BodyText).Value);

    private static async Task KillAsync(FaultServer server, string folder, Task killHere)
    {
        using Process talk = JobHost.StartTalk(server.BaseAddress, folder);
        Task exited = talk.WaitForExitAsync(Token);
        await Task.WhenAny(killHere, exited);
        Assert.True(killHere.IsCompleted, "The conversation ended before the server wanted to kill it: "
            + (exited.IsCompleted ? await talk.StandardError.ReadToEndAsync(Token) : ""));
        talk.Kill();
        await exited;
    }

    [GeneratedRegex("Scene [0-9]+:", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ScenePattern();
}
