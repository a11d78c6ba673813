using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Waits for a purchase, or shows one that is over.</summary>
/// <param name="session">The session.</param>
internal sealed class GetTool(McpSession session) : SessionTool(new Tool
{
    Name = "get_image",
    Title = "Get images",
    Description = "Waits up to 45 seconds for a purchase that is under way, or shows one that is over. Costs nothing.",
    InputSchema = ToolSchema.CreateObject(
        writer =>
        {
            ToolSchema.WriteProperty(writer, "id", "string", "The id of a purchase.");
            BuyToolDescription.WriteInline(writer);
        },
        "id"),
    OutputSchema = BuyToolDescription.PurchaseSchema,
    Annotations = new ToolAnnotations { Title = "Get images", ReadOnlyHint = true, OpenWorldHint = false },
})
{
    private static readonly string[] Names = ["id", "inline"];

    /// <inheritdoc/>
    protected override async Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        long startedAt = session.Options.Time.GetTimestamp();
        ToolArguments arguments = new(request.Params?.Arguments, Names);
        string id = arguments.RequiredText("id");
        AllowedFolders folders = await session.Roots.FindAsync(request.Server, cancellationToken).ConfigureAwait(false);
        Purchase purchase = session.Book.IsWithin(id, folders)
            && await session.Book.OpenAsync(id, cancellationToken).ConfigureAwait(false) is { } known
            ? known
            : throw ToolArguments.Fail("id", "names no purchase in the allowed folders. list_images lists them.");
        return await PurchaseWait
            .AnswerAsync(request, purchase, startedAt, session.Options.Time, InlineChoice.Read(arguments), cancellationToken)
            .ConfigureAwait(false);
    }
}
