using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Looks into the beginning of a document that is not there to its end.</summary>
internal static class BrokenJson
{
    /// <summary>Finds a text in the object that the document is.</summary>
    /// <returns>The first of that name; <see langword="null"/> when there is none so far.</returns>
    public static string? FindText(ReadOnlySpan<byte> start, ReadOnlySpan<byte> name)
    {
        Utf8JsonReader reader = new(start, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals(name))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }
}
