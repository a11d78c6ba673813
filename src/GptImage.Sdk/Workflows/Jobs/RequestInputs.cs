namespace GptImage.Sdk;

/// <summary>Finds the pictures that a caller put into a request.</summary>
internal static class RequestInputs
{
    public static IEnumerable<ImageInput> Find(ImageRequest request) => request switch
    {
        ImageToImageRequest edit => [.. edit.Images, .. Known(edit.Mask, edit.Markup)],
        CharacterReferenceRequest scene =>
        [
            .. scene.Characters.SelectMany(character => character.References),
            .. scene.References,
            .. Known(scene.Mask, scene.Markup),
        ],
        _ => [],
    };

    private static IEnumerable<ImageInput> Known(params ImageInput?[] inputs) => inputs.OfType<ImageInput>();
}
