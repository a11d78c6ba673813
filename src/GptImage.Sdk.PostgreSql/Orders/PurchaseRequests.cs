namespace GptImage.Sdk.PostgreSql;

/// <summary>Tells what a request is a purchase of.</summary>
internal static class PurchaseRequests
{
    /// <exception cref="GptImageValidationException">An input cannot be read.</exception>
    public static async Task<string> FingerprintAsync(
        RequestFingerprint fingerprint, ImageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await fingerprint.ComputeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (InputChangedException exception)
        {
            FindingList findings = new();
            findings.Add(Rules.InputUnreadable, exception.Message);
            throw new GptImageValidationException(findings.ToSortedList(), exception);
        }
    }
}
