namespace GptImage.Sdk.Imaging;

/// <summary>Where a logo stands.</summary>
public enum LogoPlace
{
    /// <summary>At the bottom, right.</summary>
    BottomRight,

    /// <summary>At the bottom, in the middle.</summary>
    Bottom,

    /// <summary>At the bottom, left.</summary>
    BottomLeft,

    /// <summary>In the middle, right.</summary>
    Right,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>In the middle, left.</summary>
    Left,

    /// <summary>At the top, right.</summary>
    TopRight,

    /// <summary>At the top, in the middle.</summary>
    Top,

    /// <summary>At the top, left.</summary>
    TopLeft,
}
