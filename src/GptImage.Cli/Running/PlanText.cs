using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Shows what would be sent and what it would cost.</summary>
internal static class PlanText
{
    /// <summary>Writes a plan as the result of a command.</summary>
    /// <returns>The exit code: whether the request would be sent.</returns>
    public static int Write(CommandOutput output, RequestPlan plan)
    {
        output.WriteText(Lines(plan));
        foreach (Finding finding in plan.Findings)
        {
            output.WriteProse(FindingText.Describe(finding));
        }

        output.WriteJson("plan", writer => WriteJson(writer, plan));
        return plan.IsValid ? ExitCode.Done : ExitCode.Invalid;
    }

    private static IEnumerable<string> Lines(RequestPlan plan)
    {
        yield return $"endpoint: {plan.Endpoint}";
        foreach (RequestField field in plan.Fields)
        {
            yield return $"{field.Name}: {field.Value}";
        }

        yield return $"cost: {plan.Cost?.ToString() ?? "not known"}";
    }

    private static void WriteJson(Utf8JsonWriter writer, RequestPlan plan)
    {
        writer.WriteBoolean("valid", plan.IsValid);
        writer.WriteString("endpoint", plan.Endpoint);
        writer.WriteString("model", plan.Model.Value);
        writer.WriteString("prompt", plan.Prompt);
        writer.WriteStartArray("fields");
        foreach (RequestField field in plan.Fields)
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Name);
            writer.WriteString("value", field.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCost(writer, plan.Cost);
        FindingText.Write(writer, plan.Findings);
    }

    /// <summary>Writes a cost as the member <c>cost_usd</c>.</summary>
    public static void WriteCost(Utf8JsonWriter writer, CostRange? cost)
    {
        if (cost is null)
        {
            writer.WriteNull("cost_usd");
            return;
        }

        writer.WriteStartObject("cost_usd");
        writer.WriteNumber("minimum", cost.Minimum);
        writer.WriteNumber("maximum", cost.Maximum);
        writer.WriteBoolean("provisional", cost.IsProvisional);
        writer.WriteEndObject();
    }
}
