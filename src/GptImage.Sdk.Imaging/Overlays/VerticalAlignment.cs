namespace GptImage.Sdk.Imaging;

/// <summary>Where lines stand between the top and the bottom edge of their box.</summary>
public enum VerticalAlignment
{
    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the top.</summary>
    Top,

    /// <summary>At the bottom.</summary>
    Bottom,
}
