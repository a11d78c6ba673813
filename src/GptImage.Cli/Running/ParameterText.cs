using System.Text.Json;

namespace GptImage.Cli;

/// <summary>Reads values of parameters that only the service knows.</summary>
internal static class ParameterText
{
    /// <summary>Reads a value: JSON where it is JSON, else a text.</summary>
    public static object Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
