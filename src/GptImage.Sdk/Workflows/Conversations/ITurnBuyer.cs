namespace GptImage.Sdk;

/// <summary>Buys the pictures of turns and brings them where they belong. Several at once.</summary>
internal interface ITurnBuyer
{
    /// <summary>Gets whether a picture under way is worth waiting for when nobody takes its previews any more.</summary>
    bool KeepsPictures { get; }

    Task<TurnEnd> BuyAsync(TurnOrder order, CancellationToken cancellationToken);
}
