namespace GptImage.Sdk.Imaging;

/// <summary>What to do with changes outside the mask.</summary>
public enum DriftPolicy
{
    /// <summary>The original's pixels outside the feathered mask are put back.</summary>
    Repair,

    /// <summary>The picture stays as the service made it; the report says how far it moved.</summary>
    Report,

    /// <summary>Too much drift is an <see cref="ImageDriftException"/>, which has the picture.</summary>
    Fail,
}
