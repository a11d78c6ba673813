using System.Text.Json;

namespace GptImage.Cli.Tests.Mcp;

public sealed class ToolSchemaTests
{
    [Fact]
    public void WriteSettings_EverySetting_SaysWhatItIs()
    {
        JsonElement properties = ToolSchema.CreateObject(ToolSchema.WriteSettings).GetProperty("properties");

        Assert.All(ToolSchema.SettingNames, name => Assert.DoesNotContain(
            "Sent to the service", properties.GetProperty(name).GetProperty("description").GetString(), StringComparison.Ordinal));
    }
}
