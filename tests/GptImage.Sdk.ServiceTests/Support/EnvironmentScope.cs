namespace GptImage.Sdk.ServiceTests;

/// <summary>Sets environment variables for a test and puts them back. Tests that use it are in the collection of its name, so they run one
/// after the other.</summary>
internal sealed class EnvironmentScope : IDisposable
{
    private static readonly string[] ReadByClients =
    [
        "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_API_VERSION", "AZURE_OPENAI_ENDPOINT",
        "AZURE_OPENAI_API_KEY",
    ];

    private readonly Dictionary<string, string?> _before = [];

    public EnvironmentScope(params (string Name, string? Value)[] variables)
    {
        foreach ((string name, string? value) in variables)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Sets what the client reads, and unsets what else it would.</summary>
    public static EnvironmentScope ForClient(params (string Name, string? Value)[] variables) => new(
    [
        .. ReadByClients.Select(name => (name, variables.FirstOrDefault(variable => variable.Name == name).Value)),
    ]);

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
