namespace GptImage.Sdk;

/// <summary>Takes results from clients that may be written by hand.</summary>
internal static class RequiredResult
{
    /// <summary>Refuses a result that is none.</summary>
    /// <exception cref="InvalidOperationException">The client gave none.</exception>
    public static TResult RequireResult<TResult>(this IGptImageClient client, TResult? result)
        where TResult : ImageCallResult => result
        ?? throw new InvalidOperationException(
            $"{client.GetType().Name} returned null instead of an {typeof(TResult).Name}. A client of your own returns a result, or "
            + "throws.");
}
