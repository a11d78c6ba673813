namespace GptImage.Sdk.PostgreSql;

/// <summary>Turns the failures of the database into those that callers of the package know.</summary>
internal static class LedgerFailures
{
    public static async Task<T> NameAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Create(exception.Message, ChargeState.NotSent, exception);
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
