namespace GptImage.Sdk.Testing;

/// <summary>The rules that every <see cref="IPurchaseLedger"/> keeps, as checks for a test framework of your choice.</summary>
/// <remarks>Give each check a ledger of its own: a theory over <see cref="Checks"/> that runs <see cref="LedgerCheck.RunAsync"/>, or
/// <see cref="RunAllAsync"/>.</remarks>
public static class PurchaseLedgerConformance
{
    /// <summary>Gets the checks.</summary>
    public static IReadOnlyList<LedgerCheck> Checks { get; } =
        [.. ClaimChecks.All, .. EndChecks.All, .. KillChecks.All, .. LimitChecks.All];

    /// <summary>Runs all checks, each with a ledger of its own.</summary>
    /// <param name="create">Makes an empty ledger.</param>
    /// <param name="cancellationToken">Cancels the checks.</param>
    /// <exception cref="LedgerConformanceException">The ledger breaks rules; all of them are listed.</exception>
    public static async Task RunAllAsync(Func<LedgerUnderTest> create, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        List<string> broken = [];
        foreach (LedgerCheck check in Checks)
        {
            try
            {
                await check.RunAsync(create(), cancellationToken).ConfigureAwait(false);
            }
            catch (LedgerConformanceException exception)
            {
                broken.Add(exception.Message);
            }
        }

        if (broken.Count > 0)
        {
            throw new LedgerConformanceException(string.Join('\n', broken));
        }
    }
}
