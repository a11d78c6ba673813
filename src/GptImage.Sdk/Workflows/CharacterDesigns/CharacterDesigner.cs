namespace GptImage.Sdk;

/// <summary>Draws the pictures of a design: the anchor, then the views from it, a few at a time. What is paid for is handed over whatever
/// happens.</summary>
internal sealed class CharacterDesigner(IGptImageClient client, DesignSheet sheet)
{
    private const int MaxConcurrency = 4;

    private readonly IReadOnlyList<DesignView> _missing = sheet.MissingViews();
    private readonly List<GeneratedImage> _anchors = [];

    private GeneratedImage?[] _drawn = [];
    private int _next = -1;
    private bool _isStopped;

    public async Task<Character> DrawAsync(CancellationToken cancellationToken)
    {
        sheet.Explain().ThrowIfInvalid();
        ImageInput anchor = sheet.Anchor ?? await DrawAnchorAsync(cancellationToken).ConfigureAwait(false);
        _drawn = new GeneratedImage?[_missing.Count];
        try
        {
            await Task.WhenAll(
                Enumerable.Range(0, Math.Min(MaxConcurrency, _missing.Count)).Select(_ => WorkAsync(anchor, cancellationToken)))
                .ConfigureAwait(false);
            return sheet.Finish(anchor, Find);
        }
        catch (GptImageException exception)
        {
            throw exception.WithDesign(sheet.Finish(anchor, Find), [.. _anchors, .. _drawn.OfType<GeneratedImage>()]);
        }
    }

    /// <summary>Makes an input of a picture that was paid for.</summary>
    /// <exception cref="GptImageResponseException">The service sent an address that it does not take itself.</exception>
    public static ImageInput InputOf(GeneratedImage image)
    {
        try
        {
            return image.ToInput();
        }
        catch (ArgumentException exception)
        {
            throw new GptImageResponseException(
                $"Instead of a picture came the address {image.Url}, which no later request can refer to. The picture was charged; fetch "
                    + "it, or set GptImageClientOptions.AllowImageDownload.", exception)
            {
                Charge = ChargeState.Charged,
                RecoveredImages = [image],
            };
        }
    }

    private async Task<ImageInput> DrawAnchorAsync(CancellationToken cancellationToken)
    {
        ImageResult result = await client.GenerateAsync(sheet.RequestAnchor(), cancellationToken).ConfigureAwait(false);
        _anchors.Add(result.Image);
        return InputOf(result.Image).As(ReferenceRole.FullBody);
    }

    private async Task WorkAsync(ImageInput anchor, CancellationToken cancellationToken)
    {
        while (!Volatile.Read(ref _isStopped) && Interlocked.Increment(ref _next) is int index && index < _missing.Count)
        {
            try
            {
                ImageResult result = await client.GenerateAsync(sheet.RequestView(anchor, _missing[index]), cancellationToken)
                    .ConfigureAwait(false);
                _ = InputOf(result.Image);
                _drawn[index] = result.Image;
            }
            catch
            {
                // What is under way comes to its end; nothing new is bought for a design that has failed.
                Volatile.Write(ref _isStopped, true);
                throw;
            }
        }
    }

    private ImageInput? Find(DesignView view)
    {
        int index = _missing.ToList().IndexOf(view);
        return index < 0 ? sheet.Find(view) : _drawn[index] is { } image ? view.Mark(InputOf(image)) : null;
    }
}
