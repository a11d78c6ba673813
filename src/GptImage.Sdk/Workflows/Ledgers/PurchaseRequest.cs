namespace GptImage.Sdk;

/// <summary>What a claim is for.</summary>
public sealed record PurchaseRequest
{
    /// <summary>Gets the name of its pictures in the store, without number and extension. After a kill they are looked for under
    /// it.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many pictures are bought.</summary>
    /// <value>1 by default.</value>
    public int Count { get; init; } = 1;

    /// <summary>Gets the request itself, for a ledger that keeps requests. The folder keeps none: prompts do not go into its
    /// file.</summary>
    /// <value><see langword="null"/> by default.</value>
    public ImageRequest? Request { get; init; }

    /// <summary>Gets the key of the batch that the purchase is sent with, or <see langword="null"/>. Once that batch is being submitted,
    /// its claims outlive the process.</summary>
    internal string? Batch { get; init; }

    /// <summary>Gets whether a purchase that has ended may be claimed again.</summary>
    /// <value><see cref="PurchaseRepeat.Never"/> by default.</value>
    public PurchaseRepeat Repeat { get; init; }
}
