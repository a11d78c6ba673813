using System.Diagnostics;
using System.Runtime;
using System.Text.Json;
using GptImage.Sdk.Benchmarks.Peers.Clients;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>One client in its own process: does its work whenever it is told to, and prints what that took.</summary>
internal static class PeerWorker
{
    public const string Command = "peers-worker";

    /// <summary>What is said to measure after all garbage was given back, which shows the peak; without, memory is at hand as in a busy
    /// process, which shows the time.</summary>
    public const string Settled = "settled";

    /// <summary>The runtime compiles anew what was called often, but not while it is busy: what it left alone for so long it leaves
    /// alone.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestQuickWarmUp = TimeSpan.FromSeconds(0.5);

    public static async Task RunAsync(PeerSetting setting)
    {
        using PeerClient client = PeerClient.Create(setting);
        client.Prepare();
        client.Clear();
        if (!setting.Case.IsFirstCall)
        {
            await WarmUpAsync(client, setting);
        }

        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is { } command)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await MeasureAsync(client, setting.Case, command == Settled)));
        }
    }

    /// <summary>Calls until nothing is compiled any more, as in a process that has been at work for a while.</summary>
    private static async Task WarmUpAsync(PeerClient client, PeerSetting setting)
    {
        TimeSpan longest = setting.IsQuick ? LongestQuickWarmUp : LongestWarmUp;
        long start = Stopwatch.GetTimestamp();
        long lastCompiled = start;
        do
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            await CallAsync(client, setting.Case);
            lastCompiled = JitInfo.GetCompiledMethodCount() > compiled ? Stopwatch.GetTimestamp() : lastCompiled;
        }
        while (Stopwatch.GetElapsedTime(lastCompiled) < Settling && Stopwatch.GetElapsedTime(start) < longest);
    }

    private static async Task<Measurement> MeasureAsync(PeerClient client, PeerCase peerCase, bool isSettled)
    {
        client.Clear();
        long idle = isSettled && !peerCase.IsFirstCall ? ProcessMemory.Settle() : ProcessMemory.ResetPeak();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await CallAsync(client, peerCase);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Measurement(wall.TotalMilliseconds, cpu.TotalMilliseconds, allocated, Math.Max(0, ProcessMemory.Peak - idle));
    }

    private static async Task CallAsync(PeerClient client, PeerCase peerCase)
    {
        for (int turn = 0; turn < peerCase.InTurn; turn++)
        {
            if (peerCase.AtOnce == 1)
            {
                await client.RunAsync(0);
            }
            else
            {
                await Task.WhenAll(Enumerable.Range(0, peerCase.AtOnce).Select(client.RunAsync));
            }
        }
    }
}
