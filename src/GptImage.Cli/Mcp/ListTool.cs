using System.Text.Json;
using GptImage.Sdk;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Lists what was bought into the allowed folders.</summary>
/// <param name="session">The session.</param>
internal sealed class ListTool(McpSession session) : SessionTool(new Tool
{
    Name = "list_images",
    Title = "List images",
    Description = "Lists the pictures that were bought into the allowed folders, the latest first, also those of the command line and "
        + "of earlier sessions. Costs nothing.",
    InputSchema = ToolSchema.CreateObject(
        writer => ToolSchema.WriteProperty(writer, "limit", "integer", "How many purchases, 1 to 100. Default 20.")),
    OutputSchema = ToolSchema.CreateObject(writer =>
    {
        writer.WriteStartObject("images");
        writer.WriteString("type", "array");
        writer.WriteEndObject();
    }),
    Annotations = new ToolAnnotations { Title = "List images", ReadOnlyHint = true, OpenWorldHint = false },
})
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    private static readonly string[] Names = ["limit"];

    /// <inheritdoc/>
    protected override async Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        ToolArguments arguments = new(request.Params?.Arguments, Names);
        int limit = arguments.Whole("limit", 1, MaxLimit) ?? DefaultLimit;
        AllowedFolders folders = await session.Roots.FindAsync(request.Server, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<UserLedgerEntry> entries = session.Book.List(folders);
        return ToolAnswer.Create(writer =>
        {
            writer.WriteStartArray("images");
            foreach (UserLedgerEntry entry in entries.Take(limit))
            {
                Write(writer, entry);
            }

            writer.WriteEndArray();
        });
    }

    private void Write(Utf8JsonWriter writer, UserLedgerEntry entry)
    {
        string id = PurchaseBook.RequestIdOf(entry);
        PictureStatus status = entry.EndedAt is null && session.Book.IsRunning(id)
            ? PictureStatus.Running
            : PictureOutcome.StatusOf(entry);
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("status", PurchaseAnswer.NameOf(status));
        writer.WriteString("started_at", entry.StartedAt);
        writer.WriteStartArray("files");
        foreach (string file in entry.Files)
        {
            writer.WriteStringValue(file);
        }

        writer.WriteEndArray();
        ToolAnswer.WriteAmount(writer, "cost_usd", entry.Cost);
        ToolAnswer.WriteAmount(writer, "possible_cost_usd", entry.PossibleCost);
        ToolAnswer.WriteText(writer, "message", OptionNames.ForAgent(entry.Message));
        writer.WriteEndObject();
    }
}
