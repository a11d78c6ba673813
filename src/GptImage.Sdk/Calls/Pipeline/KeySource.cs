namespace GptImage.Sdk;

/// <summary>Gives the key of an attempt: a constant one, or what the caller's provider says each time.</summary>
internal sealed class KeySource(GptImageClientOptions options)
{
    /// <exception cref="AttemptFailedException">The provider failed, or gave nothing usable.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        options.ApiKeyProvider is { } provider ? AskAsync(provider, cancellationToken) : new ValueTask<string>(options.ApiKey ?? "");

    private static async ValueTask<string> AskAsync(
        Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        string key;
        try
        {
            // A provider that does not look at its token must not hold up the call.
            key = await provider(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Its message stays within: it may tell of secrets, and messages go into ledgers.
            throw NoKey($"failed ({exception.GetType().Name}, the inner exception)", exception);
        }

        return OptionsCheck.KeyProblem(key) is null
            ? key.Trim()
            : throw NoKey("gave no usable key: it is empty, or has a line break, a space or a character beyond ASCII", null);
    }

    private static AttemptFailedException NoKey(string problem, Exception? cause) => new(new Failure
    {
        Kind = FailureKind.Authentication,
        What = $"GptImageClientOptions.ApiKeyProvider {problem}.",
        Charge = ChargeState.NotSent,
        IsLasting = true,
        Cause = cause,
    });
}
