using System.Security.Cryptography;
using System.Text;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>What this user bought with the tool. Each request has a folder with the ledger of a job, so that the same purchase cannot be
/// under way twice, and a purchase that was killed is known.</summary>
/// <param name="folder">The folder of all of them.</param>
/// <param name="time">The clock of the ledgers.</param>
internal sealed class UserLedger(string folder, TimeProvider time)
{
    private const string FolderName = "purchases";

    /// <summary>Opens the ledger of a request and holds it.</summary>
    /// <param name="client">The client that would buy it: it says which model the request means.</param>
    /// <param name="address">The address of the service: the same request elsewhere is another purchase.</param>
    /// <param name="request">The request.</param>
    /// <param name="variation">Sets apart a purchase of the same request that is wanted beside another one; <see langword="null"/> for
    /// none.</param>
    /// <param name="cancellationToken">Cancels reading the inputs.</param>
    /// <returns>The purchase; disposing it lets go.</returns>
    /// <exception cref="FolderInUseException">The same purchase is under way, in this process or in another one.</exception>
    /// <exception cref="IOException">The ledger or an input cannot be read or written.</exception>
    public async Task<UserPurchase> OpenAsync(
        IGptImageClient client, Uri address, ImageRequest request, string? variation, CancellationToken cancellationToken)
    {
        RequestFingerprint fingerprint = new(client);
        string content;
        try
        {
            content = await fingerprint.ComputeAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (InputChangedException exception)
        {
            throw new IOException(exception.Message, exception);
        }

        string id = HashOf(string.Join('\n', address.AbsoluteUri, content, variation ?? ""));
        string own = Path.Combine(folder, FolderName, id);
        FolderLedger ledger = FolderLedger.Open(own, time, limit: null);
        try
        {
            UserPurchase purchase = new(ledger, own, id, request, PinnedRequest.Create(request, fingerprint.Pin));
            await purchase.RecoverAsync(cancellationToken).ConfigureAwait(false);
            return purchase;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Lists everything that was bought or tried, the latest last.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<UserLedgerEntry> List()
    {
        string all = Path.Combine(folder, FolderName);
        return Directory.Exists(all)
            ? [.. Directory.EnumerateDirectories(all).SelectMany(UserLedgerEntry.Read).OrderBy(entry => entry.StartedAt)]
            : [];
    }

    /// <summary>32 hexadecimal digits, so that a path stays short on Windows.</summary>
    private static string HashOf(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToLowerInvariant();
}
