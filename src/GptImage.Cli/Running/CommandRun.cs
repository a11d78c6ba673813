using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>One run of a command.</summary>
internal sealed class CommandRun(CommandSetup setup, ParseResult parsed)
{
    /// <summary>Gets the world around it.</summary>
    public CliContext Context => setup.Context;

    /// <summary>Gets what was typed.</summary>
    public ParseResult Parsed => parsed;

    /// <summary>Gets where it writes.</summary>
    public CommandOutput Output { get; } = new(setup.Context, parsed.GetValue(setup.Common.Json));

    /// <summary>Gets what stops it from sending anything new: the first Ctrl-C.</summary>
    public CancellationToken SoftStop => setup.Context.Interruption.SoftStop;

    /// <summary>Gets what cancels calls under way: the second Ctrl-C.</summary>
    public CancellationToken HardStop => setup.Context.Interruption.HardStop;

    /// <summary>Gets whether the key comes from a file.</summary>
    public bool HasKeyFile => parsed.GetValue(setup.Common.KeyFile) is not null;

    /// <summary>Gets the value of an option.</summary>
    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>Gets the value of an argument.</summary>
    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Tells whether an option was typed.</summary>
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Makes a client that can buy.</summary>
    /// <exception cref="CliException">There is no key, or an address or key is wrong. Nothing was sent.</exception>
    public GptImageClient CreateClient() => ClientSource.Create(CreateOptions());

    /// <summary>Makes a client that needs no key, for what is done without the network.</summary>
    /// <exception cref="CliException">An address is wrong.</exception>
    public GptImageClient CreateOfflineClient() => ClientSource.CreateOffline(CreateOptions());

    /// <summary>Makes the options of a client from what was typed and from the environment.</summary>
    /// <exception cref="CliException">The key file cannot be used, or an address is none.</exception>
    public GptImageClientOptions CreateOptions() => CreateOptions(parsed.GetValue(setup.Common.KeyFile));

    /// <summary>Makes the options of a client with another key file, or with <see langword="null"/> for the environment's key.</summary>
    /// <exception cref="CliException">The key file cannot be used, or an address is none.</exception>
    public GptImageClientOptions CreateOptions(string? keyFile) => ClientSource.CreateOptions(
        keyFile, parsed.GetValue(setup.Common.BaseAddress), setup.Context.Time);
}
