namespace GptImage.Sdk.Imaging;

/// <summary>Where lines stand between the left and the right edge of their box.</summary>
public enum TextAlignment
{
    /// <summary>At the side where the text begins: left for Latin, right for Arabic and Hebrew.</summary>
    Start,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the side where the text ends.</summary>
    End,

    /// <summary>Left, whatever the script.</summary>
    Left,

    /// <summary>Right, whatever the script.</summary>
    Right,
}
