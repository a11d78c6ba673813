using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Says what a check found.</summary>
internal static class FindingText
{
    /// <summary>Describes a finding in a line.</summary>
    public static string Describe(Finding finding)
    {
        string severity = finding.Severity == FindingSeverity.Error ? "error" : "warning";
        string nearest = finding.NearestLegalValue is { } value && !finding.Message.Contains(value, StringComparison.Ordinal)
            ? $" Nearest legal value: {value}."
            : "";
        return $"{severity}: {finding.Parameter}: {OptionNames.ForUser(finding.Message)}{nearest}";
    }

    /// <summary>Writes findings as the member <c>findings</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Finding> findings)
    {
        writer.WriteStartArray("findings");
        foreach (Finding finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("severity", finding.Severity == FindingSeverity.Error ? "error" : "warning");
            writer.WriteString("parameter", finding.Parameter);
            writer.WriteString("rule", finding.RuleId);
            writer.WriteString("message", OptionNames.ForUser(finding.Message));
            writer.WriteString("nearest_legal_value", finding.NearestLegalValue);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
