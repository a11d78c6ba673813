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
    private const string FoldersName = "folders";
    private const int IdLength = 32;

    /// <summary>Gives a request its place in the ledger.</summary>
    /// <param name="client">The client that would buy it: it says which model the request means.</param>
    /// <param name="address">The address of the service: the same request elsewhere is another purchase.</param>
    /// <param name="request">The request.</param>
    /// <param name="variation">Sets apart a purchase of the same request that is wanted beside another one; <see langword="null"/> for
    /// none.</param>
    /// <param name="cancellationToken">Cancels reading the inputs.</param>
    /// <exception cref="IOException">An input cannot be read.</exception>
    public static async Task<UserRequest> IdentifyAsync(
        IGptImageClient client, Uri address, ImageRequest request, string? variation, CancellationToken cancellationToken)
    {
        RequestFingerprint fingerprint = new(client);
        try
        {
            string content = await fingerprint.ComputeAsync(request, cancellationToken).ConfigureAwait(false);
            return new UserRequest(
                HashOf(string.Join('\n', address.AbsoluteUri, content, variation ?? "")), request,
                PinnedRequest.Create(request, fingerprint.Pin));
        }
        catch (InputChangedException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    /// <summary>Opens the ledger of a request and holds it.</summary>
    /// <param name="request">The request with its place in the ledger.</param>
    /// <param name="cancellationToken">Cancels looking for the pictures of a purchase that was killed.</param>
    /// <returns>The purchase; disposing it lets go.</returns>
    /// <exception cref="FolderInUseException">The same purchase is under way, in this process or in another one.</exception>
    /// <exception cref="IOException">The ledger cannot be read or written.</exception>
    public async Task<UserPurchase> OpenAsync(UserRequest request, CancellationToken cancellationToken)
    {
        string own = FolderOf(request.Id);
        FolderLedger ledger = FolderLedger.Open(own, time, limit: null);
        try
        {
            UserPurchase purchase = new(ledger, own, request);
            await purchase.RecoverAsync(cancellationToken).ConfigureAwait(false);
            return purchase;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Reads what was bought or tried of a request, the latest last, also while a command holds it.</summary>
    /// <param name="id">What the ledger calls the request. It may come from anywhere.</param>
    /// <returns>The purchases; none for an id that the ledger does not know.</returns>
    /// <exception cref="IOException">The ledger cannot be read.</exception>
    public IReadOnlyList<UserLedgerEntry> Read(string id) =>
        id.Length == IdLength && id.All(char.IsAsciiHexDigitLower) && Directory.Exists(FolderOf(id))
            ? [.. UserLedgerEntry.Read(FolderOf(id))]
            : [];

    /// <summary>Lists everything that was bought or tried, the latest last.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<UserLedgerEntry> List() => List(UserLedgerEntry.Read);

    /// <summary>Lists the same, and says of what was killed that its outcome is unknown; see
    /// <see cref="UserLedgerEntry.ReadSettled"/>.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<UserLedgerEntry> ListSettled() => List(UserLedgerEntry.ReadSettled);

    /// <summary>Remembers a folder that has a ledger of its own, so that its purchases are listed, too.</summary>
    /// <exception cref="IOException">It cannot be written. Nothing was sent.</exception>
    public void Register(string other)
    {
        string full = Path.GetFullPath(other);
        string path = Path.Combine(folder, FoldersName, HashOf(full));
        AtomicFile.CreateFolder(path);
        File.WriteAllText(path, full);
    }

    private IReadOnlyList<UserLedgerEntry> List(Func<string, IEnumerable<UserLedgerEntry>> read)
    {
        string all = Path.Combine(folder, FolderName);
        IEnumerable<string> own = Directory.Exists(all) ? Directory.EnumerateDirectories(all) : [];
        return [.. own.Concat(Registered()).SelectMany(read).OrderBy(entry => entry.StartedAt)];
    }

    private IEnumerable<string> Registered()
    {
        string all = Path.Combine(folder, FoldersName);
        return Directory.Exists(all) ? Directory.EnumerateFiles(all).Select(File.ReadAllText).Where(Directory.Exists) : [];
    }

    private string FolderOf(string id) => Path.Combine(folder, FolderName, id);

    /// <summary>32 hexadecimal digits, so that a path stays short on Windows.</summary>
    private static string HashOf(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdLength / 2)).ToLowerInvariant();
}
