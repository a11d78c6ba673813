namespace GptImage.Sdk.ServiceTests;

/// <summary>The four ways to receive pictures.</summary>
public enum Way
{
    /// <summary><see cref="IGptImageClient.GenerateAsync"/>.</summary>
    Memory,

    /// <summary><see cref="IGptImageClient.GenerateToFilesAsync"/>.</summary>
    Files,

    /// <summary><see cref="IGptImageClient.StreamAsync"/>.</summary>
    Stream,

    /// <summary><see cref="IGptImageClient.StreamToFilesAsync"/>.</summary>
    StreamFiles,
}
