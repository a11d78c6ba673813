using GptImage.Sdk;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>A tool of the session: what goes wrong in it becomes an answer that the agent can read.</summary>
/// <param name="tool">How the tool is described to clients.</param>
internal abstract class SessionTool(Tool tool) : McpServerTool
{
    /// <inheritdoc/>
    public override Tool ProtocolTool => tool;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public sealed override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            return await CallAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ToolException exception)
        {
            return ToolAnswer.Fail(exception.Status, ErrorText.ForAgent(exception));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or GptImageException)
        {
            return ToolAnswer.Fail("failed", ErrorText.ForAgent(exception));
        }
    }

    /// <summary>Does what the tool does.</summary>
    /// <exception cref="ToolException">The call cannot be done; nothing was sent.</exception>
    protected abstract Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken);
}
