namespace GptImage.Sdk.Testing;

/// <summary>One rule of a ledger, as a check.</summary>
public sealed class LedgerCheck
{
    private readonly Func<LedgerUnderTest, CancellationToken, Task> _run;

    internal LedgerCheck(string name, Func<LedgerUnderTest, CancellationToken, Task> run)
    {
        Name = name;
        _run = run;
    }

    /// <summary>Gets the rule in a few words.</summary>
    public string Name { get; }

    /// <summary>Runs the check.</summary>
    /// <param name="ledger">An empty ledger.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <exception cref="LedgerConformanceException">The ledger breaks the rule.</exception>
    public async Task RunAsync(LedgerUnderTest ledger, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        try
        {
            await _run(ledger, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerConformanceException exception)
        {
            throw new LedgerConformanceException($"{Name}: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
