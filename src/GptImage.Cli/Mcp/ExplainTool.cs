using System.Text.Json;
using GptImage.Sdk;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Says what a request would send and cost.</summary>
/// <param name="session">The session.</param>
internal sealed class ExplainTool(McpSession session) : SessionTool(new Tool
{
    Name = "explain_image",
    Title = "Explain an image request",
    Description = "Says what a request would cost and what is wrong with it. Free, nothing is sent. Takes the arguments of "
        + "generate_image, edit_image or draw_character.",
    InputSchema = BuyToolDescription.CreateInputSchema(PictureSource.Any, isBought: false),
    OutputSchema = ToolSchema.CreateObject(
        writer =>
        {
            writer.WriteStartObject("valid");
            writer.WriteString("type", "boolean");
            writer.WriteEndObject();
            ToolSchema.WriteProperty(writer, "status", "string", "invalid: the arguments cannot be used.");
            ToolSchema.WriteProperty(writer, "message", "string", "What is wrong with the arguments.");
            ToolSchema.WriteProperty(writer, "model", "string", "The model.");
            ToolSchema.WriteProperty(writer, "endpoint", "string", "Where it would be sent.");
            ToolSchema.WriteProperty(writer, "prompt", "string", "The prompt as it would be sent.");
            ToolSchema.WriteProperty(writer, "minimum_cost_usd", "number", "What it costs at least, by the price table.");
            ToolSchema.WriteProperty(writer, "maximum_cost_usd", "number", "What it costs at most.");
            writer.WriteStartObject("findings");
            writer.WriteString("type", "array");
            writer.WriteEndObject();
        }),
    Annotations = new ToolAnnotations { Title = "Explain an image request", ReadOnlyHint = true, OpenWorldHint = false },
})
{
    private static readonly string[] Names =
        [.. PictureArguments.CommonNames, .. PictureArguments.EditNames, .. PictureArguments.SceneNames];

    /// <inheritdoc/>
    protected override async Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        ToolArguments arguments = new(request.Params?.Arguments, Names);
        AllowedFolders folders = await session.Roots.FindAsync(request.Server, cancellationToken).ConfigureAwait(false);
        RequestPlan plan = session.Client.Explain(
            await PictureArguments.ReadAsync(arguments, folders, cancellationToken).ConfigureAwait(false));
        return ToolAnswer.Create(writer => Write(writer, plan));
    }

    private static Finding ForAgent(Finding finding) => finding with { Message = OptionNames.ForAgent(finding.Message) };

    private static void Write(Utf8JsonWriter writer, RequestPlan plan)
    {
        writer.WriteBoolean("valid", plan.IsValid);
        writer.WriteString("model", plan.Model.Value);
        writer.WriteString("endpoint", plan.Endpoint);
        writer.WriteString("prompt", plan.Prompt);
        ToolAnswer.WriteAmount(writer, "minimum_cost_usd", plan.Cost?.Minimum);
        ToolAnswer.WriteAmount(writer, "maximum_cost_usd", plan.Cost?.Maximum);
        FindingText.Write(writer, [.. plan.Findings.Select(ForAgent)]);
    }
}
