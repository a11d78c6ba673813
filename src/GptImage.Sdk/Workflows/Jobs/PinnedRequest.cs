namespace GptImage.Sdk;

/// <summary>Ties the inputs of a request to the bytes of its fingerprint: other bytes would be filed under the wrong one.</summary>
internal static class PinnedRequest
{
    /// <param name="request">The request.</param>
    /// <param name="pin">Ties one input.</param>
    public static ImageRequest Create(ImageRequest request, Func<ImageInput, ImageInput> pin) => request switch
    {
        ImageToImageRequest edit => edit with
        {
            Images = [.. edit.Images.Select(pin)],
            Mask = edit.Mask is { } mask ? pin(mask) : null,
            Markup = edit.Markup is { } markup ? pin(markup) : null,
        },
        CharacterReferenceRequest scene => scene with
        {
            // In this order: new references would make whatever outfit is set the one they show.
            Characters = [.. scene.Characters.Select(character => character with
            {
                References = [.. character.References.Select(pin)],
                ShownOutfit = character.ShownOutfit,
            })],
            References = [.. scene.References.Select(pin)],
            Mask = scene.Mask is { } mask ? pin(mask) : null,
            Markup = scene.Markup is { } markup ? pin(markup) : null,
        },
        _ => request,
    };
}
