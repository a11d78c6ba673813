namespace GptImage.Sdk;

/// <summary>Buys the pictures of turns and brings them where they belong. Several at once.</summary>
internal interface ITurnBuyer
{
    /// <summary>Gets whether a picture under way is worth waiting for when the reader of its previews has left.</summary>
    bool KeepsPictures { get; }

    Task<TurnEnd> BuyAsync(TurnOrder order, CancellationToken cancellationToken);
}
