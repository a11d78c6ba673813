using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes numbers that may be missing.</summary>
internal static class OptionalNumber
{
    /// <summary>Writes a number, or null when there is none.</summary>
    public static void WriteOptional(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
