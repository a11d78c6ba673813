namespace GptImage.Sdk;

/// <summary>The maximum length of the long edge of a picture, for <see cref="ImageSize.FromAspectRatio"/>.</summary>
public enum Resolution
{
    /// <summary>Up to 1024 pixels; more where the service makes nothing that small, for example 1280 for 16:9.</summary>
    OneK,

    /// <summary>Up to 2048 pixels.</summary>
    TwoK,

    /// <summary>Up to 3840 pixels. The service calls sizes above 2560x1440 experimental.</summary>
    FourK,
}
