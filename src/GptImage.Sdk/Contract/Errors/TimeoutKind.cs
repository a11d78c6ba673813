namespace GptImage.Sdk;

/// <summary>The time limits of a call.</summary>
public enum TimeoutKind
{
    /// <summary><see cref="GptImageClientOptions.ConnectTimeout"/>.</summary>
    Connect,

    /// <summary><see cref="GptImageClientOptions.AttemptTimeout"/>.</summary>
    Attempt,

    /// <summary><see cref="GptImageClientOptions.TotalTimeout"/>.</summary>
    Total,

    /// <summary><see cref="GptImageClientOptions.StreamIdleTimeout"/>.</summary>
    StreamIdle,
}
