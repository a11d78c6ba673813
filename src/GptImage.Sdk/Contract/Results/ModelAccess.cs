namespace GptImage.Sdk;

/// <summary>What the service says when it is asked for a model, without a purchase.</summary>
public enum ModelAccess
{
    /// <summary>The answer does not tell: the service could not be reached, was busy or failed, the key may not ask for models, or the host
    /// (a gateway, Azure) does not list what it serves.</summary>
    Unknown,

    /// <summary>The key is accepted and the model is there.</summary>
    Visible,

    /// <summary>The key is accepted, but the service has no such model, or none for this project.</summary>
    NotVisible,

    /// <summary>The key is refused.</summary>
    KeyRefused,
}
