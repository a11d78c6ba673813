using GptImage.Sdk.Benchmarks.Peers;

namespace GptImage.Sdk.Benchmarks.Tests;

/// <summary>The peers' server in a process of its own, and clients in others.</summary>
public sealed class PeerServerFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gptimage-allocations-").FullName;
    private PeerProcess? _server;

    public async ValueTask InitializeAsync() => _server = await PeerProcess.StartAsync(PeerServer.Command);

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Has a client do the work of a case in a process that did it before.</summary>
    /// <returns>What the second of two measured calls took.</returns>
    internal async Task<Measurement> MeasureAsync(string client, PeerCase peerCase)
    {
        string[] address = _server!.Greeting.Split(' ');
        using PeerProcess process =
            await PeerProcess.StartAsync(new PeerSetting(client, peerCase, address[0], address[1], address[2], _folder).ToArguments());
        await process.MeasureAsync(isSettled: true);
        return await process.MeasureAsync(isSettled: true);
    }
}
