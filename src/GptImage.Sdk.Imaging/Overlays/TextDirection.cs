namespace GptImage.Sdk.Imaging;

/// <summary>In which direction a paragraph runs.</summary>
public enum TextDirection
{
    /// <summary>As its first letter does.</summary>
    Auto,

    /// <summary>From left to right.</summary>
    LeftToRight,

    /// <summary>From right to left.</summary>
    RightToLeft,
}
