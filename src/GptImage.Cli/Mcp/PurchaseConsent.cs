using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GptImage.Cli;

/// <summary>Makes sure that the user agrees to a purchase: beforehand by the budget, else by a question that the client shows.</summary>
/// <param name="budget">What needs no question.</param>
internal sealed class PurchaseConsent(SessionBudget budget)
{
    private const string FieldName = "buy";

    /// <summary>Reserves what a purchase costs at most, after a question where one is needed.</summary>
    /// <param name="server">The server of this very call: what its client can do holds for it alone.</param>
    /// <param name="order">What is bought.</param>
    /// <param name="what">What is bought, in words.</param>
    /// <param name="cancellationToken">Cancels the question; nothing is bought then.</param>
    /// <exception cref="ToolException">The user does not agree, or cannot be asked.</exception>
    public async Task RequireAsync(McpServer server, PurchaseOrder order, string what, CancellationToken cancellationToken)
    {
        if (budget.TryReserve(order.UpTo))
        {
            return;
        }

        string price = order.UpTo is { } most ? $"at most {Consent.Usd(most)}" : "a price that is not known";
        if (server.ClientCapabilities?.Elicitation is not { } elicitation || (elicitation.Form is null && elicitation.Url is not null))
        {
            throw new ToolException(
                ToolException.Refused,
                order.UpTo is null
                    ? $"The cost of {what} ({price}) cannot be held to the limits ({DescribeLimits()}), and this client cannot ask the "
                        + "user. Ask for a model, size and quality whose price is known. Nothing was sent."
                    : $"{what} costs {price}, which is more than may be spent without a question ({DescribeLimits()}), and this client "
                        + "cannot ask the user. The user can raise the limits by starting the server with --budget USD and --ask-above "
                        + "USD. Nothing was sent.");
        }

        ElicitResult answer = await server.ElicitAsync(CreateQuestion($"{what} for {price}"), cancellationToken).ConfigureAwait(false);
        if (!answer.IsAccepted || answer.Content?.TryGetValue(FieldName, out JsonElement buy) != true
            || buy.ValueKind != JsonValueKind.True)
        {
            throw new ToolException(
                ToolException.Refused, "The user did not agree to the purchase. Do not ask again for the same. Nothing was sent.");
        }

        budget.Reserve(order.UpTo);
    }

    private static ElicitRequestParams CreateQuestion(string offer) => new()
    {
        Message = $"Buy {offer}?",
        RequestedSchema = new ElicitRequestParams.RequestSchema
        {
            Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition>
            {
                [FieldName] = new ElicitRequestParams.BooleanSchema { Title = "Buy", Description = "Whether the pictures are bought." },
            },
            Required = [FieldName],
        },
    };

    private string DescribeLimits()
    {
        (decimal spent, decimal possible, decimal reserved) = budget.Read();
        return $"--budget {Consent.Usd(budget.Limit)}, with {Consent.Usd(spent + possible + reserved)} used; "
            + $"--ask-above {Consent.Usd(budget.AskAbove)}";
    }
}
