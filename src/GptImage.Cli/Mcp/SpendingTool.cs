using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Says what the session spent and what it may still spend.</summary>
/// <param name="session">The session.</param>
internal sealed class SpendingTool(McpSession session) : SessionTool(new Tool
{
    Name = "spending",
    Title = "Spending",
    Description = "Says what this session spent, and what it may still spend without asking the user. Costs nothing.",
    InputSchema = ToolSchema.CreateObject(_ => { }),
    OutputSchema = ToolSchema.CreateObject(writer =>
    {
        ToolSchema.WriteProperty(writer, "spent_usd", "number", "What finished purchases cost, by the price table.");
        ToolSchema.WriteProperty(writer, "possible_usd", "number", "What purchases of unknown outcome may have cost at most.");
        ToolSchema.WriteProperty(writer, "under_way_usd", "number", "What purchases under way cost at most.");
        ToolSchema.WriteProperty(writer, "budget_usd", "number", "What the session may spend without a question.");
        ToolSchema.WriteProperty(writer, "left_usd", "number", "What is left of that.");
        ToolSchema.WriteProperty(writer, "ask_above_usd", "number", "The cost of a single purchase above which the user is asked.");
    }),
    Annotations = new ToolAnnotations { Title = "Spending", ReadOnlyHint = true, OpenWorldHint = false },
})
{
    /// <inheritdoc/>
    protected override Task<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        (decimal spent, decimal possible, decimal reserved) = session.Budget.Read();
        return Task.FromResult(ToolAnswer.Create(writer =>
        {
            ToolAnswer.WriteAmount(writer, "spent_usd", spent);
            ToolAnswer.WriteAmount(writer, "possible_usd", possible);
            ToolAnswer.WriteAmount(writer, "under_way_usd", reserved);
            ToolAnswer.WriteAmount(writer, "budget_usd", session.Budget.Limit);
            ToolAnswer.WriteAmount(writer, "left_usd", Math.Max(0, session.Budget.Limit - spent - possible - reserved));
            ToolAnswer.WriteAmount(writer, "ask_above_usd", session.Budget.AskAbove);
        }));
    }
}
