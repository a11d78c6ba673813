namespace GptImage.Sdk;

/// <summary>Which ends a new claim may go past. Each such claim may pay a second time.</summary>
public enum PurchaseRepeat
{
    /// <summary>None: an end is an end.</summary>
    Never,

    /// <summary>An unknown outcome.</summary>
    Unknown,

    /// <summary>Every end, for example because the stored pictures were lost.</summary>
    Always,
}
