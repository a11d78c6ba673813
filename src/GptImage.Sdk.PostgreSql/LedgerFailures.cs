namespace GptImage.Sdk.PostgreSql;

/// <summary>Turns the failures of the database into those that callers of the package know.</summary>
internal static class LedgerFailures
{
    /// <param name="act">What may fail.</param>
    /// <param name="charge">What was bought before.</param>
    public static async Task<T> NameAsync<T>(Func<Task<T>> act, ChargeState charge = ChargeState.NotSent)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Create(exception.Message, charge, exception);
        }
    }

    public static Task NameAsync(Func<Task> act) => NameAsync(async () =>
    {
        await act().ConfigureAwait(false);
        return true;
    });

    public static GptImageJobException Create(string message, ChargeState charge, Exception? cause = null) =>
        new(message, cause) { Charge = charge };
}
