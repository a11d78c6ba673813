namespace GptImage.Sdk.Imaging;

/// <summary>What places and lengths within a picture are counted in.</summary>
public enum ImageUnit
{
    /// <summary>Pixels from the top left corner.</summary>
    Pixels,

    /// <summary>Fractions of the width and the height, 0 to 1; a length without direction is a fraction of the short edge.</summary>
    Fractions,
}
