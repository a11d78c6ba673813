namespace GptImage.Sdk;

/// <summary>How long the long edge of a picture is at most, for <see cref="ImageSize.FromAspectRatio"/>.</summary>
public enum Resolution
{
    /// <summary>Up to 1024 pixels.</summary>
    OneK,

    /// <summary>Up to 2048 pixels.</summary>
    TwoK,

    /// <summary>Up to 3840 pixels. The service calls sizes above 2560x1440 experimental.</summary>
    FourK,
}
