using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>The original images of a request, sorted by their marks.</summary>
internal sealed class OriginalImages
{
    private readonly List<ImageInput> _images = [];
    private ImageInput? _mask;
    private ImageInput? _markup;

    /// <summary>Sorts the originals; they are enumerated once, in their order.</summary>
    /// <exception cref="ArgumentException">One of them cannot be sent, or two are marked as the mask or as the markup.</exception>
    public static OriginalImages FromContents(IEnumerable<AIContent?>? contents)
    {
        OriginalImages originals = new();
        foreach (AIContent? content in contents ?? [])
        {
            originals.Add(content ?? throw new ArgumentException("An original image is null."));
        }

        return originals;
    }

    /// <summary>Adds the originals to a request.</summary>
    /// <exception cref="ArgumentException">The request has images, a mask or a markup of its own in the same place.</exception>
    public ImageRequest AddTo(ImageRequest request) => (request, IsEmpty) switch
    {
        (_, true) => request,
        (ImageToImageRequest edit, _) => AddTo(edit),
        (CharacterReferenceRequest scene, _) => scene with
        {
            References = [.. scene.References, .. MarkToChange(scene.References)],
            Mask = Only(_mask, scene.Mask, "masks"),
            Markup = Only(_markup, scene.Markup, "markups"),
        },
        _ => AddTo(CreateEdit(request)),
    };

    private bool IsEmpty => _images.Count == 0 && _mask is null && _markup is null;

    private void Add(AIContent content)
    {
        ImageInput input = content.ToImageInput();
        switch (ContentMark.Read(content))
        {
            case ContentMark.Mask:
                _mask = Only(_mask, input, "masks");
                break;
            case ContentMark.Markup:
                _markup = Only(_markup, input, "markups");
                break;
            default:
                _images.Add(input);
                break;
        }
    }

    /// <summary>Marks the first original without a role as what the prompt changes, as in an edit without characters, unless another
    /// original is marked so already.</summary>
    private IEnumerable<ImageInput> MarkToChange(IReadOnlyList<ImageInput> references)
    {
        bool isMarked = _images.Exists(IsToChange);
        int changed = isMarked ? -1 : _images.FindIndex(image => image.Role == ReferenceRole.Unspecified);
        return (isMarked || changed >= 0) && references.Any(IsToChange)
            ? throw new ArgumentException(
                "The request has a picture to change in OriginalImages and another one in what RawRepresentationFactory returned. Leave "
                + "one of them away, or give the original image the role that it has, such as ReferenceRole.Style.")
            : _images.Select((image, index) => index == changed ? image.As(ReferenceRole.PictureToChange) : image);
    }

    private static bool IsToChange(ImageInput image) => image.Role == ReferenceRole.PictureToChange;

    private ImageToImageRequest AddTo(ImageToImageRequest edit) => edit with
    {
        Images = _images.Count == 0 || edit.Images.Count == 0
            ? [.. edit.Images, .. _images]
            : throw new ArgumentException(
                "The request has input images in OriginalImages and others in what RawRepresentationFactory returned. Which of them is "
                + "edited depends on their order: put them all into OriginalImages."),
        Mask = Only(_mask, edit.Mask, "masks"),
        Markup = Only(_markup, edit.Markup, "markups"),
    };

    private static ImageInput? Only(ImageInput? one, ImageInput? other, string kind) => one is null || other is null
        ? one ?? other
        : throw new ArgumentException($"The request has two {kind}. Mark one original image, or set it on the raw request.");

    /// <summary>Makes an edit with all that is set on a request from words alone.</summary>
    private static ImageToImageRequest CreateEdit(ImageRequest request) => new(request.Prompt, Array.Empty<ImageInput>())
    {
        Model = request.Model,
        Count = request.Count,
        Size = request.Size,
        Quality = request.Quality,
        Background = request.Background,
        OutputFormat = request.OutputFormat,
        OutputCompression = request.OutputCompression,
        Moderation = request.Moderation,
        SafetyIdentifier = request.SafetyIdentifier,
        Complexity = request.Complexity,
        Animation = request.Animation,
        Svg = request.Svg,
        Text = request.Text,
        RequireExact = request.RequireExact,
        Retry = request.Retry,
        AdditionalParameters = request.AdditionalParameters,
    };
}
