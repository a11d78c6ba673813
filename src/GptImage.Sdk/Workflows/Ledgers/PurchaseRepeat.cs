namespace GptImage.Sdk;

/// <summary>Which purchases that have ended may be claimed again. Each such claim may pay a second time.</summary>
public enum PurchaseRepeat
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Those whose outcome is unknown.</summary>
    Unknown,

    /// <summary>All, for example because the stored pictures were lost.</summary>
    Always,
}
