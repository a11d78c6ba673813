using System.Globalization;
using System.Text;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Asks before an expensive purchase.</summary>
/// <param name="isGiven">Whether everything is agreed to beforehand (<c>--yes</c>).</param>
/// <param name="maxCost">What is agreed to beforehand, in USD; <see langword="null"/> when nothing is said. More is refused.</param>
/// <param name="freeOfQuestions">What a purchase may cost without a question, in USD.</param>
internal sealed class Consent(bool isGiven, decimal? maxCost, decimal freeOfQuestions = Consent.FreeOfQuestions)
{
    /// <summary>What a purchase may cost without a question unless something else is said, in USD.</summary>
    public const decimal FreeOfQuestions = 0.25m;

    /// <summary>Makes sure that a purchase is agreed to.</summary>
    /// <param name="context">Where to ask.</param>
    /// <param name="cost">What it will cost, or <see langword="null"/> when that is not known.</param>
    /// <param name="what">What is bought: <c>1 picture of 1024x1024</c>.</param>
    /// <exception cref="CliException">It is not agreed to, or the command was stopped. Nothing was sent.</exception>
    public async Task RequireAsync(CliContext context, CostRange? cost, string what)
    {
        if (maxCost is { } limit)
        {
            if (cost is null || cost.Maximum > limit)
            {
                throw Refuse(
                    cost is null
                        ? $"What {what} will cost is not known, and --max-cost is {Usd(limit)}. Set a model, size and quality whose price "
                            + "is known, or agree with --yes instead of --max-cost."
                        : $"{what} may cost {Usd(cost.Maximum)}, and --max-cost is {Usd(limit)}. Raise --max-cost, or ask for a smaller "
                            + "size or a lower quality.");
            }

            return;
        }

        if (isGiven || cost?.Maximum <= freeOfQuestions)
        {
            return;
        }

        string price = cost is null ? "a price that is not known" : "up to " + Usd(cost.Maximum);
        if (!context.IsInteractive)
        {
            throw Refuse(
                cost is null
                    ? $"The cost of {what} is not known, and nobody can be asked here. Agree with --yes."
                    : $"{what} may cost {Usd(cost.Maximum)}, and nobody can be asked here. Agree with --yes or with --max-cost USD.");
        }

        await context.Error.WriteAsync($"Buy {what} for {price}? [y/N] ").ConfigureAwait(false);
        await context.Error.FlushAsync().ConfigureAwait(false);
        string? answer = await ReadLineAsync(context).ConfigureAwait(false);
        if (answer?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
        {
            throw Refuse("The purchase was not confirmed.");
        }
    }

    /// <summary>Writes an amount: <c>0.0525 USD</c>.</summary>
    public static string Usd(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00##} USD");

    /// <summary>Gets an amount in USD back, unless it is below zero.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="option">The option that it was typed for.</param>
    /// <exception cref="CliException">It is below zero. Nothing was sent.</exception>
    public static decimal RequireAmount(decimal amount, string option) => amount >= 0
        ? amount
        : throw new CliException(
            ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"{option} is {amount}. Write 0 USD or more."));

    private static CliException Refuse(string why) => new(ExitCode.NotAgreed, $"{why} Nothing was sent.");

    private static async Task<string?> ReadLineAsync(CliContext context)
    {
        using StreamReader reader = new(context.Input, Encoding.UTF8, leaveOpen: true);
        return await BeforeSending.RunAsync(
            () => Task.Run(reader.ReadLine, CancellationToken.None).WaitAsync(context.Interruption.SoftStop)).ConfigureAwait(false);
    }
}
