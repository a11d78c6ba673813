namespace GptImage.Sdk.Imaging;

/// <summary>What fills the canvas beside the picture.</summary>
public enum CanvasPadding
{
    /// <summary>The picture's mirror image, which gives the model the most natural surroundings.</summary>
    Mirror,

    /// <summary>The picture's outermost pixels, drawn out.</summary>
    Edge,

    /// <summary>The mirror image, blurred, so that the model does not take it for part of the picture.</summary>
    Blur,
}
