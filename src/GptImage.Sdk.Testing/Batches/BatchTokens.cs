using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>The tokens of all lines of a batch together.</summary>
internal sealed record BatchTokens(long Input, long Output)
{
    /// <summary>Adds the tokens that an answer tells.</summary>
    public BatchTokens Plus(FakeAnswer answer)
    {
        if (answer.StatusCode != 200 || answer.ContentType != "application/json")
        {
            return this;
        }

        var reader = new Utf8JsonReader(answer.Body);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                using JsonDocument usage = JsonDocument.ParseValue(ref reader);
                return usage.RootElement.ValueKind == JsonValueKind.Object
                    ? new BatchTokens(Input + Count(usage.RootElement, "input_tokens"), Output + Count(usage.RootElement, "output_tokens"))
                    : this;
            }
        }

        return this;
    }

    private static long Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out JsonElement value) && value.TryGetInt64(out long count) ? count : 0;
}
