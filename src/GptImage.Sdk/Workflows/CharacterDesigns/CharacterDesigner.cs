using System.Runtime.ExceptionServices;

namespace GptImage.Sdk;

/// <summary>Draws the pictures of a design: the anchor, then the views from it, a few at a time. What is paid for is handed over whatever
/// happens.</summary>
internal sealed class CharacterDesigner(IGptImageClient client, DesignSheet sheet)
{
    private const int MaxConcurrency = 4;

    private readonly IReadOnlyList<DesignView> _missing = sheet.MissingViews();
    private readonly List<GeneratedImage> _anchors = [];

    private GeneratedImage?[] _drawn = [];

    public async Task<Character> DrawAsync(CancellationToken cancellationToken)
    {
        sheet.Explain().ThrowIfInvalid();
        BoundedWork work = new(MaxConcurrency, TimeProvider.System, CancellationToken.None, cancellationToken);
        ImageInput anchor = sheet.Anchor ?? await DrawAnchorAsync(cancellationToken).ConfigureAwait(false);
        _drawn = new GeneratedImage?[_missing.Count];
        List<Exception> failures = [];
        await foreach (WorkEnd<GeneratedImage> end in work.RunAsync(
            _missing.Count, index => DrawViewAsync(anchor, index, work, cancellationToken), inOrder: false).ConfigureAwait(false))
        {
            failures.AddRange(end.Failure is null ? [] : [end.Failure]);
        }

        if (failures.Count > 0)
        {
            Fail(anchor, failures);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return sheet.Finish(anchor, Find);
    }

    private async Task<ImageInput> DrawAnchorAsync(CancellationToken cancellationToken)
    {
        ImageResult result = await client.GenerateAsync(sheet.RequestAnchor(), cancellationToken).ConfigureAwait(false);
        _anchors.Add(client.RequireResult(result).Image);
        return PictureInput.CreateFrom(result.Image).As(ReferenceRole.FullBody);
    }

    /// <summary>Draws one view. When it fails, those under way come to their end, and nothing new is bought.</summary>
    private async Task<GeneratedImage> DrawViewAsync(ImageInput anchor, int index, BoundedWork work, CancellationToken cancellationToken)
    {
        ImageResult result = await work.WhenAffordableAsync(
            () => client.GenerateAsync(sheet.RequestView(anchor, _missing[index]), cancellationToken)).ConfigureAwait(false);
        _drawn[index] = client.RequireResult(result).Image;
        _ = PictureInput.CreateFrom(result.Image);
        return result.Image;
    }

    /// <summary>Ends a design with its first failure, which gets everything that was paid for.</summary>
    private void Fail(ImageInput anchor, List<Exception> failures)
    {
        Exception first = failures.OfType<GptImageException>().FirstOrDefault() ?? failures[0];
        if (first is GptImageException failure)
        {
            IEnumerable<GeneratedImage> lost = failures.OfType<GptImageException>().SelectMany(other => other.RecoveredImages);
            GeneratedImage[] all =
                [.. _anchors.Concat(_drawn.OfType<GeneratedImage>()).Concat(lost).Except(failure.RecoveredImages, Same)];
            first = failure.WithDesign(sheet.Finish(anchor, Find), all);
        }

        ExceptionDispatchInfo.Throw(first);
    }

    private ImageInput? Find(DesignView view)
    {
        int index = _missing.ToList().IndexOf(view);
        return index < 0 ? sheet.Find(view)
            : _drawn[index] is { } image && PictureInput.Find(image) is { } input ? view.Mark(input)
            : null;
    }

    private static IEqualityComparer<GeneratedImage> Same => EqualityComparer<GeneratedImage>.Create(
        ReferenceEquals, image => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(image));
}
