namespace GptImage.Cli;

/// <summary>What a session of the MCP server may do, and where it keeps its files.</summary>
internal sealed record McpOptions
{
    /// <summary>Gets what the session may spend without a question, in USD.</summary>
    /// <value>0 by default: every purchase is asked about.</value>
    public decimal Budget { get; init; }

    /// <summary>Gets the cost of a single purchase above which the user is asked although the budget allows it, in USD.</summary>
    /// <value>0.25 by default.</value>
    public decimal AskAbove { get; init; } = 0.25m;

    /// <summary>Gets the folders that are read from and written to.</summary>
    /// <value>Empty by default: the roots of the client, else <see cref="WorkingDirectory"/>.</value>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Gets the folder that is used when there are no roots.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Gets the user's own folder, which is never taken for a root by itself.</summary>
    public string HomeDirectory { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Gets the folder of the user's ledger.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Gets what stops the server from sending anything new.</summary>
    public CancellationToken SoftStop { get; init; }

    /// <summary>Gets what cancels purchases under way.</summary>
    public CancellationToken HardStop { get; init; }

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
