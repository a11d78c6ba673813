using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Writes what a purchase brought as JSON.</summary>
internal static class ResultJson
{
    /// <summary>Writes the members of a line of the type <c>result</c>.</summary>
    public static void Write(
        Utf8JsonWriter writer, IReadOnlyList<SavedImage> files, decimal? cost, string? requestId, IReadOnlyList<ImageDeviation> deviations,
        bool isRecovered)
    {
        FileJson.Write(writer, files);
        FileJson.WriteNumber(writer, "cost_usd", cost);
        writer.WriteString("charge", ChargeWords.NameOf(ChargeState.Charged));
        writer.WriteString("request_id", requestId);
        writer.WriteBoolean("recovered", isRecovered);
        writer.WriteStartArray("deviations");
        foreach (ImageDeviation deviation in deviations)
        {
            writer.WriteStringValue(deviation.ToString());
        }

        writer.WriteEndArray();
    }
}
