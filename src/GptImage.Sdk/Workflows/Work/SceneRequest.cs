namespace GptImage.Sdk;

/// <summary>Makes the request of a scene: its kind follows from who and what is to be seen in it.</summary>
internal static class SceneRequest
{
    /// <param name="prompt">The scene.</param>
    /// <param name="characters">Who is in it. With somebody it is a character-reference request.</param>
    /// <param name="references">The other input images.</param>
    /// <param name="mask">Where the first picture is changed, or <see langword="null"/>.</param>
    /// <param name="markup">What is drawn on the first picture, or <see langword="null"/>.</param>
    public static ImageRequest Create(
        string prompt, IReadOnlyList<Character> characters, IReadOnlyList<ImageInput> references, ImageInput? mask = null,
        ImageInput? markup = null) =>
        characters.Count > 0
            ? new CharacterReferenceRequest(prompt, characters) { References = references, Mask = mask, Markup = markup }
            : references.Count > 0 || (mask ?? markup) is not null
                ? new ImageToImageRequest(prompt, references) { Mask = mask, Markup = markup }
                : new TextToImageRequest(prompt);
}
