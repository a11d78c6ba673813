namespace GptImage.Sdk.PostgreSql;

/// <summary>Finds the pictures of a purchase in the store.</summary>
internal static class StoredPictures
{
    /// <summary>Finds all pictures of a purchase.</summary>
    /// <returns>All of them, or an empty list when one is missing.</returns>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async Task<IReadOnlyList<StoredPicture>> FindAllAsync(
        IPictureStore store, string name, int count, CancellationToken cancellationToken)
    {
        List<StoredPicture> found = [];
        for (int number = 1; number <= count && found.Count == number - 1; number++)
        {
            foreach (string candidate in JobFileName.Candidates(FileNames.Numbered(name, number, count)))
            {
                if (await store.FindAsync(candidate, cancellationToken).ConfigureAwait(false) is { Length: > 0 } picture)
                {
                    found.Add(picture);
                    break;
                }
            }
        }

        return found.Count == count ? found : [];
    }

    /// <summary>Makes the end of a purchase whose pictures were found. What it cost was lost with its worker: the most that it
    /// may have.</summary>
    public static PurchaseEnd End(IReadOnlyList<StoredPicture> pictures, decimal? upTo) => new()
    {
        State = PurchaseState.Finished,
        Charge = ChargeState.Charged,
        Pictures = pictures,
        Cost = upTo,
    };
}
