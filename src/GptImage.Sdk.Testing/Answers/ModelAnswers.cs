using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Answers which models there are.</summary>
internal static class ModelAnswers
{
    public static bool Has(string method, string endpoint) => method == "GET" && endpoint.Split('/') is ["models"] or ["models", not ""];

    public static (FakeAnswer? Answer, ServiceError? Fault) Answer(FakeRequest request, DateOnly today)
    {
        string[] path = request.Endpoint.Split('/');
        if (path.Length == 1)
        {
            return (JsonAnswer.Write(writer => WriteList(writer, today)), null);
        }

        string id = Uri.UnescapeDataString(path[1]);
        return ModelRule.Find(id, today) is { } model
            ? (JsonAnswer.Write(writer => WriteModel(writer, model)), null)
            : (null, ErrorWording.ModelNotFound(id));
    }

    private static void WriteList(Utf8JsonWriter writer, DateOnly today)
    {
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach (ModelRule model in ModelRule.On(today))
        {
            writer.WriteStartObject();
            WriteModel(writer, model);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteModel(Utf8JsonWriter writer, ModelRule model)
    {
        writer.WriteString("id", model.Id);
        writer.WriteString("object", "model");
        writer.WriteNumber(
            "created", new DateTimeOffset(model.ReleasedOn.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds());
        writer.WriteString("owned_by", "system");
        writer.WriteString("shutdown_date", model.ShutDownOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
