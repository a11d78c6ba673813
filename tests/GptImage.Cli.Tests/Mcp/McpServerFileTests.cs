using System.Text.Json;

namespace GptImage.Cli.Tests.Mcp;

/// <summary>The published schema of server.json (2025-12-11) is not part of this repository; its required members and limits are
/// here.</summary>
public class McpServerFileTests
{
    [Fact]
    public void ServerFile_Members_AreThoseThatTheSchemaRequires()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(PathOfFile()));
        JsonElement root = file.RootElement;

        Assert.Equal("@NAME@", root.GetProperty("name").GetString());
        Assert.InRange(root.GetProperty("description").GetString()?.Length ?? 0, 1, 100);
        Assert.Equal("@VERSION@", root.GetProperty("version").GetString());
        JsonElement package = Assert.Single(root.GetProperty("packages").EnumerateArray());
        Assert.Equal("nuget", package.GetProperty("registryType").GetString());
        Assert.Equal("GptImage.Cli", package.GetProperty("identifier").GetString());
        Assert.Equal("@VERSION@", package.GetProperty("version").GetString());
        Assert.Equal("stdio", package.GetProperty("transport").GetProperty("type").GetString());
        Assert.Equal("mcp", package.GetProperty("packageArguments")[0].GetProperty("value").GetString());
        Assert.Equal("OPENAI_API_KEY", package.GetProperty("environmentVariables")[0].GetProperty("name").GetString());
    }

    /// <summary>The registry looks into the readme of the package for the name; packing would turn a backslash into a slash.</summary>
    [Fact]
    public void Readme_HasTheNameOfTheServerOnALineOfItsOwn()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(PathOfFile()) ?? "", "..", "README.md"));

        Assert.Contains("\n<!-- mcp-name: @NAME@ -->\n", readme, StringComparison.Ordinal);
        Assert.DoesNotContain('\\', readme);
    }

    private static string PathOfFile()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "src", "GptImage.Cli", ".mcp", "server.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("The tests must run inside of the repository.");
    }
}
