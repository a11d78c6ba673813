using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>What the tools of a session share.</summary>
internal sealed record McpSession
{
    /// <summary>Gets what the user set.</summary>
    public required McpOptions Options { get; init; }

    /// <summary>Gets the client that explains and buys.</summary>
    public required GptImageClient Client { get; init; }

    /// <summary>Gets what the session spends.</summary>
    public required SessionBudget Budget { get; init; }

    /// <summary>Gets the purchases.</summary>
    public required PurchaseBook Book { get; init; }

    /// <summary>Gets what finds the folders of a call.</summary>
    public required RootFinder Roots { get; init; }
}
