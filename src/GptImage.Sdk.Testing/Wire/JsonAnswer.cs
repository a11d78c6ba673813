using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes an answer that is one JSON object.</summary>
internal static class JsonAnswer
{
    public static FakeAnswer Write(Action<Utf8JsonWriter> members, int statusCode = 200)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return new FakeAnswer(statusCode, "application/json", buffer.ToArray());
    }
}
