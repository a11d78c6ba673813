using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>A request in the user's ledger, held by this process until it is disposed.</summary>
internal sealed class UserPurchase : IDisposable
{
    private readonly FolderLedger _ledger;
    private readonly string _folder;
    private readonly UserRequest _request;

    /// <param name="ledger">The ledger of the request; disposed with this.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="request">The request.</param>
    public UserPurchase(FolderLedger ledger, string folder, UserRequest request)
    {
        _ledger = ledger;
        _folder = folder;
        _request = request;
    }

    /// <summary>Gets what the ledger calls the request: 32 hexadecimal digits.</summary>
    public string Id => _request.Id;

    /// <summary>Gets the last purchase of the same request, or <see langword="null"/> when there is none.</summary>
    public UserLedgerEntry? Latest => UserLedgerEntry.Read(_folder).LastOrDefault();

    /// <summary>Gets whether the last purchase was killed while it was under way, and its pictures were found whole now.</summary>
    public bool IsRecovered { get; private set; }

    /// <summary>Gets what is wrong with the ledger since the purchase, or <see langword="null"/>. The pictures are not affected.</summary>
    public string? LedgerProblem { get; private set; }

    /// <summary>Finds the pictures of the last purchase that are still there with the bytes they had.</summary>
    /// <returns>The pictures; none when one of them is gone or changed.</returns>
    public async Task<IReadOnlyList<SavedImage>> FindFilesAsync(CancellationToken cancellationToken)
    {
        PurchaseEntry? last = await LastAsync(cancellationToken).ConfigureAwait(false);
        List<SavedImage> files = [];
        foreach (StoredPicture picture in last?.End?.Pictures ?? [])
        {
            JobPictures pictures = new(Path.GetDirectoryName(picture.Name) ?? "");
            StoredPicture named = picture with { Name = Path.GetFileName(picture.Name) };
            files.AddRange(await pictures.VerifyAsync([named], cancellationToken).ConfigureAwait(false));
        }

        return files.Count == last?.End?.Pictures.Count ? files : [];
    }

    /// <summary>Buys the request once more.</summary>
    /// <param name="client">The client.</param>
    /// <param name="path">The path of the pictures, as for <see cref="IGptImageClient.GenerateToFilesAsync"/>.</param>
    /// <param name="overwrite">Whether existing files give way.</param>
    /// <param name="softStop">Stops the purchase as long as nothing was sent.</param>
    /// <param name="cancellationToken">Cancels the purchase, which may have been charged then.</param>
    /// <returns>The pictures.</returns>
    /// <exception cref="GptImageException">The purchase failed; the ledger knows it.</exception>
    /// <exception cref="GptImageCanceledException">The purchase was canceled; the ledger knows it.</exception>
    /// <exception cref="IOException">The ledger cannot be written. Nothing was sent.</exception>
    public async Task<SavedImageResult> BuyAsync(
        GptImageClient client, string path, bool overwrite, CancellationToken softStop, CancellationToken cancellationToken)
    {
        RequestPlan plan = client.Explain(_request.Request);
        PurchaseClaim claim = await ClaimAsync(path, plan).ConfigureAwait(false);
        JobItem item = new(0, _request.Request, claim.Key.Id, known: null);
        using SendGate gate = new(_ledger, claim, softStop, cancellationToken);
        try
        {
            ISendHookClient hooked = client;
            SavedImageResult result = await hooked
                .GenerateToFilesAsync(_request.Sent, path, overwrite, (_, _) => gate.MarkAsync(), gate.Token).ConfigureAwait(false);
            await EndAsync(claim, JobEntries.Finish(item, result, plan)).ConfigureAwait(false);
            return result;
        }
        catch (GptImageException exception) when (gate.Failure is null)
        {
            await EndAsync(claim, JobEntries.Fail(item, exception, plan)).ConfigureAwait(false);
            throw;
        }
        catch (GptImageCanceledException exception)
        {
            await EndAsync(claim, JobEntries.Cancel(item, exception, plan)).ConfigureAwait(false);
            throw;
        }
        catch (GptImageException exception) when (gate.Failure is { } failure)
        {
            throw new IOException(failure.Message, exception);
        }
    }

    /// <summary>Looks for the pictures of a purchase that was killed, and ends it when they are all there.</summary>
    /// <exception cref="IOException">The ledger or the folder of the pictures cannot be used.</exception>
    internal async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (await LastAsync(cancellationToken).ConfigureAwait(false) is not { State: PurchaseState.Unknown, End: null } known
            || Path.GetDirectoryName(known.Name) is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        IReadOnlyList<SavedImage> files = await new JobPictures(folder)
            .RecoverAsync(Path.GetFileName(known.Name), known.Count, cancellationToken).ConfigureAwait(false);
        if (files.Count == known.Count)
        {
            ImageJobEntry recovered = JobEntries.Recover(new JobItem(0, _request.Request, known.Claim.Key.Id, known), known, files);
            await _ledger.EndAsync(known.Claim, ToEnd(recovered), CancellationToken.None).ConfigureAwait(false);
            IsRecovered = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ledger.Dispose();

    private static PurchaseEnd ToEnd(ImageJobEntry entry) => JobEntries.ToEnd(entry) with
    {
        // The pictures are anywhere, not beside the ledger: their paths are their names.
        Pictures = [.. entry.Files.Select(file => new StoredPicture { Name = file.Path, Length = file.Length, Sha256 = file.Sha256 })],
    };

    private async Task<PurchaseClaim> ClaimAsync(string path, RequestPlan plan)
    {
        int number = 1;
        await foreach (PurchaseEntry _ in _ledger.ListAsync(LedgerLine.JobOrder).ConfigureAwait(false))
        {
            number++;
        }

        PurchaseRequest wanted = new() { Name = Path.GetFullPath(path), Count = _request.Request.Count, Request = _request.Request };
        PurchaseKey key = new(LedgerLine.JobOrder, string.Create(CultureInfo.InvariantCulture, $"{Id}-{number}"));
        ClaimResult answer =
            await _ledger.ClaimAsync(key, wanted, plan.Cost?.Maximum, CancellationToken.None).ConfigureAwait(false);
        return answer.Claim ?? throw new IOException("The ledger gave no claim for a purchase that it does not know. Nothing was sent.");
    }

    private async Task EndAsync(PurchaseClaim claim, ImageJobEntry entry)
    {
        try
        {
            await _ledger.EndAsync(claim, ToEnd(entry), CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            // The purchase has its end, whether it can be written or not.
            LedgerProblem = exception.Message;
        }
    }

    private async Task<PurchaseEntry?> LastAsync(CancellationToken cancellationToken)
    {
        PurchaseEntry? last = null;
        await foreach (PurchaseEntry entry in _ledger.ListAsync(LedgerLine.JobOrder, null, cancellationToken).ConfigureAwait(false))
        {
            last = entry;
        }

        return last;
    }
}
