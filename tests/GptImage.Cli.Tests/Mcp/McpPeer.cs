using System.IO.Pipelines;
using System.Text.Json;
using GptImage.Sdk;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli.Tests.Mcp;

/// <summary>A client of the server in this process, over pipes, with a folder, a state and a fake service of its own.</summary>
internal sealed class McpPeer : IAsyncDisposable
{
    /// <summary>How long a server that was stopped may take to end, on a machine that does much else.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private GptImageClient? _images;
    private McpClient? _client;
    private PipeWriter? _toServer;

    public McpPeer(FakeGptImageServiceOptions? service = null)
    {
        Service = FakeGptImageService.Start(service ?? new FakeGptImageServiceOptions());
        Directory.CreateDirectory(Root);
    }

    public FakeGptImageService Service { get; }

    public WatchedClock Time { get; } = new();

    public decimal Budget { get; set; } = 5;

    public decimal AskAbove { get; set; } = 1;

    public bool HasRootOption { get; set; } = true;

    public string Root => _folder.PathOf("root");

    public string Outside => _folder.PathOf("outside");

    public string StateFolder => _folder.PathOf("state");

    public int Bought => Service.Requests.Count;

    public McpClient Client => _client ?? throw new InvalidOperationException("Connect first.");

    /// <summary>Gets the end of the server.</summary>
    public Task Serving { get; private set; } = Task.CompletedTask;

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Starts a server and connects to it; an earlier one is left as it is.</summary>
    public async Task ConnectAsync(Action<McpClientOptions>? configure = null)
    {
        _images ??= new GptImageClient(new GptImageClientOptions { ApiKey = Service.ApiKey, BaseAddress = Service.BaseAddress });
        Pipe toServer = new();
        Pipe toClient = new();
        _toServer = toServer.Writer;
        McpOptions options = new()
        {
            Budget = Budget,
            AskAbove = AskAbove,
            Roots = HasRootOption ? [Root] : [],
            WorkingDirectory = "/",
            StateFolder = StateFolder,
            Time = Time,
            SoftStop = _stop.Token,
        };
        Serving = McpHost.RunAsync(
            _images, Service.BaseAddress, options,
            server => new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()), NullLoggerFactory.Instance);
        McpClientOptions clientOptions = new();
        configure?.Invoke(clientOptions);
        _client = await McpClient.CreateAsync(
            new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()), clientOptions);
    }

    public async Task<CallToolResult> CallAsync(
        string tool, object arguments, IProgress<ProgressNotificationValue>? progress = null)
    {
        JsonElement json = JsonSerializer.SerializeToElement(arguments);
        return await Client.CallToolAsync(
            tool, json.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value), progress,
            cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the client, as a process that ends closes its pipes.</summary>
    public async Task DisconnectAsync()
    {
        await Client.DisposeAsync();
        if (_toServer is not null)
        {
            await _toServer.CompleteAsync();
        }
    }

    /// <summary>Lets the time of the server pass until a call has ended.</summary>
    public Task<CallToolResult> PassTimeAsync(Task<CallToolResult> call) => Time.PassUntilAsync(call, PurchaseWait.Longest);

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        await _stop.CancelAsync();
        Service.Dispose();
        await Serving.WaitAsync(LongestEnd);
        _images?.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }
}
