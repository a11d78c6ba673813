using System.Reflection;
using GptImage.Sdk;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Runs the MCP server over a transport.</summary>
internal static class McpHost
{
    private const string ServerName = "gptimage";

    private const string Instructions =
        "Makes pictures with the GPT Image service. Pictures cost money and take up to some minutes. Call explain_image for the price. "
        + "When an answer says 'running', call get_image with its id; when a call timed out, make the same call again: the same arguments "
        + "are bought once. Pictures are files on disk; answers show small previews of them. Read gptimage://guide/prompts before the "
        + "first picture.";

    /// <summary>Serves until the client is gone or the server is stopped; then waits for what was sent, since it is paid for.</summary>
    /// <param name="client">Makes the pictures.</param>
    /// <param name="address">The address of the service.</param>
    /// <param name="options">What the user set.</param>
    /// <param name="createTransport">Makes the transport of the server.</param>
    /// <param name="logs">Takes the log, which must not go to standard output.</param>
    public static async Task RunAsync(
        GptImageClient client, Uri address, McpOptions options, Func<McpServerOptions, ITransport> createTransport, ILoggerFactory logs)
    {
        SessionBudget budget = new(options.Budget, options.AskAbove);
        using PurchaseBook book = new(client, address, options, budget);
        McpServerOptions serverOptions = CreateServerOptions(new McpSession
        {
            Options = options,
            Client = client,
            Budget = budget,
            Book = book,
            Roots = new RootFinder(options),
        });
        ITransport transport = createTransport(serverOptions);
        await using (transport.ConfigureAwait(false))
        {
            await ServeAsync(McpServer.Create(transport, serverOptions, logs), options.SoftStop).ConfigureAwait(false);
        }

        await book.WhenIdleAsync().ConfigureAwait(false);
    }

    private static async Task ServeAsync(McpServer server, CancellationToken stop)
    {
        await using (server.ConfigureAwait(false))
        {
            try
            {
                await server.RunAsync(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // What was sent is waited for by the caller.
            }
        }
    }

    private static McpServerOptions CreateServerOptions(McpSession session)
    {
        SessionResources resources = new(session);
        return new McpServerOptions
        {
            ServerInfo = new Implementation
            {
                Name = ServerName,
                Title = "GPT Image",
                Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0.0.0",
            },
            ServerInstructions = Instructions,
            ToolCollection =
            [
                new ExplainTool(session),
                BuyTool.CreateGenerate(session),
                BuyTool.CreateEdit(session),
                BuyTool.CreateDraw(session),
                new GetTool(session),
                new ListTool(session),
                new SpendingTool(session),
            ],
            Capabilities = new ServerCapabilities { Resources = new ResourcesCapability() },
            Handlers = new McpServerHandlers
            {
                ListResourcesHandler = resources.ListAsync,
                ReadResourceHandler = resources.ReadAsync,
            },
        };
    }
}
