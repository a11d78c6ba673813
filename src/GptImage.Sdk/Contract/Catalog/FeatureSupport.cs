namespace GptImage.Sdk;

/// <summary>Whether a model takes a parameter.</summary>
internal enum FeatureSupport
{
    /// <summary>An official source says that it is taken.</summary>
    Yes,

    /// <summary>Taken for projects with preview access.</summary>
    Preview,

    /// <summary>No official source says either way; the request is sent with a warning.</summary>
    Undocumented,

    /// <summary>Refused by the service.</summary>
    No,
}
