namespace GptImage.Sdk.Imaging;

/// <summary>What was done to a picture before it is sent.</summary>
public enum NormalizerStepKind
{
    /// <summary>The EXIF orientation was put into the pixels.</summary>
    Orientation,

    /// <summary>Position, camera, comments and other data beside the pixels were left out.</summary>
    Metadata,

    /// <summary>The colours were brought from the picture's own profile to sRGB.</summary>
    ColorProfile,

    /// <summary>CMYK, a palette or grey became RGB.</summary>
    ColorMode,

    /// <summary>More than 8 bits a channel, or fewer, became 8.</summary>
    BitDepth,

    /// <summary>The file format became one the service takes.</summary>
    Format,

    /// <summary>All but the first frame of an animation were left out.</summary>
    FirstFrame,

    /// <summary>The picture was scaled down.</summary>
    Scale,
}
