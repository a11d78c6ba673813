namespace GptImage.Sdk;

/// <summary>How serious a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>The request is sent; the caller should know.</summary>
    Warning,

    /// <summary>The request is not sent.</summary>
    Error,
}
