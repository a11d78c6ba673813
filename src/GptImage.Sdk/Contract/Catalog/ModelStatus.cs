namespace GptImage.Sdk;

/// <summary>Where a model stands in its life.</summary>
internal enum ModelStatus
{
    /// <summary>In service.</summary>
    Active,

    /// <summary>In service until its shutdown date.</summary>
    Deprecated,

    /// <summary>Shut down; requests are refused.</summary>
    Retired,
}
