using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Finds the folders that a call may use: those of the command line, else those of the client, else where the server was
/// started.</summary>
/// <param name="options">What the user set.</param>
internal sealed class RootFinder(McpOptions options)
{
    /// <exception cref="ToolException">There are none.</exception>
    public async ValueTask<AllowedFolders> FindAsync(McpServer server, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> roots = options.Roots.Count > 0 ? options.Roots
            : await AskAsync(server, cancellationToken).ConfigureAwait(false) is { Count: > 0 } told ? told
            : [FindWorkingDirectory()];
        try
        {
            return new AllowedFolders(roots);
        }
        catch (IOException exception)
        {
            throw new ToolException(ToolException.Invalid, $"The folders cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Asks the client, call by call: it may have opened another folder since.</summary>
    private static async ValueTask<IReadOnlyList<string>> AskAsync(McpServer server, CancellationToken cancellationToken)
    {
        if (server.ClientCapabilities?.Roots is null)
        {
            return [];
        }

        ListRootsResult answer = await server.RequestRootsAsync(new ListRootsRequestParams(), cancellationToken).ConfigureAwait(false);
        return
        [
            .. answer.Roots
                .Select(root => Uri.TryCreate(root.Uri, UriKind.Absolute, out Uri? address) && address.IsFile ? address.LocalPath : null)
                .OfType<string>()
        ];
    }

    private string FindWorkingDirectory()
    {
        string folder = Path.TrimEndingDirectorySeparator(options.WorkingDirectory);
        return folder == Path.GetPathRoot(folder) || folder == Path.TrimEndingDirectorySeparator(options.HomeDirectory)
            ? throw new ToolException(
                ToolException.Invalid,
                $"The server was started in '{folder}', which is too much to open to an agent, and the client names no roots. The user "
                + "must start it with --root FOLDER. Nothing was sent.")
            : folder;
    }
}
