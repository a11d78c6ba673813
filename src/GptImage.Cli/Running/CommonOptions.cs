using System.CommandLine;

namespace GptImage.Cli;

/// <summary>The options that every command has.</summary>
internal sealed class CommonOptions
{
    /// <summary>Gets <c>--json</c>.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Write the result as JSON, one object a line, by the schema cli.schema.json of the package.",
        Recursive = true,
    };

    /// <summary>Gets <c>--key-file</c>.</summary>
    public Option<string> KeyFile { get; } = new("--key-file")
    {
        Description = "Take the key from this file. Default: the environment variable OPENAI_API_KEY, on Azure AZURE_OPENAI_API_KEY.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Gets <c>--base-address</c>.</summary>
    public Option<string> BaseAddress { get; } = new("--base-address")
    {
        Description = "Call this address. Default: OPENAI_BASE_URL, else https://api.openai.com/v1.",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary>Gets all of them.</summary>
    public IReadOnlyList<Option> All => [Json, KeyFile, BaseAddress];
}
