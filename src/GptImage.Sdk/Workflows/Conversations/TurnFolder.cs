namespace GptImage.Sdk;

/// <summary>The folder of a conversation. It is held only while a turn is being bought, so that a conversation that was loaded again can go
/// on in it.</summary>
internal sealed class TurnFolder(IGptImageClient client, ImageJobOptions options)
{
    private readonly object _gate = new();
    private Task<(FolderLedger Ledger, JobBuyer Buyer)>? _opened;
    private int _users;

    /// <summary>Opens the folder, or shares it with the turns of other branches.</summary>
    /// <exception cref="IOException">Another run works in the folder, or the ledger cannot be read.</exception>
    public async Task<JobBuyer> OpenAsync()
    {
        Task<(FolderLedger Ledger, JobBuyer Buyer)> opened;
        lock (_gate)
        {
            _users++;
            opened = _opened ??= OpenLedgerAsync();
        }

        try
        {
            return (await opened.ConfigureAwait(false)).Buyer;
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Ends the use of the folder; the last one gives it free.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (--_users == 0)
            {
                if (_opened is { IsCompletedSuccessfully: true } opened)
                {
                    opened.Result.Ledger.Dispose();
                }

                _opened = null;
            }
        }
    }

    private async Task<(FolderLedger Ledger, JobBuyer Buyer)> OpenLedgerAsync()
    {
        FolderLedger ledger = FolderLedger.Open(options.OutputDirectory, options.TimeProvider, options.SpendLimit);
        try
        {
            return (ledger, await JobBuyer.CreateAsync(client, options, ledger, CancellationToken.None).ConfigureAwait(false));
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }
}
