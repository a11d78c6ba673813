namespace GptImage.Sdk;

/// <summary>One request of a job on its way.</summary>
internal sealed class JobItem(int index, ImageRequest request, string fingerprint, PurchaseEntry? known)
{
    public ImageRequest Request => request;

    public string Fingerprint => fingerprint;

    public int Index => index;

    public PurchaseKey Key => new(LedgerLine.JobOrder, fingerprint);

    /// <summary>Gets what the ledger knew of it when the job began, or <see langword="null"/>.</summary>
    public PurchaseEntry? Known => known;

    /// <summary>Gets the request as it is sent: with inputs that must have the bytes of the fingerprint.</summary>
    public ImageRequest Sent
    {
        get => field ?? request;
        init;
    }

    /// <summary>Gets or sets its end; <see langword="null"/> while the item has not ended.</summary>
    public ImageJobEntry? Entry { get; set; }

    public ImageJobEntry NewEntry() => new() { Index = index, Request = request, Fingerprint = fingerprint };
}
