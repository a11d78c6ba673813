namespace GptImage.Sdk.Imaging;

/// <summary>The service changed too much outside the mask, and the policy is <see cref="DriftPolicy.Fail"/>.</summary>
public sealed class ImageDriftException : PostProcessingException
{
    /// <summary>Describes an edit that drifted.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="result">The edit with the picture as the service made it, at the original's size.</param>
    public ImageDriftException(string message, ProtectedEditResult result)
        : base(message, (result ?? throw new ArgumentNullException(nameof(result))).Call) => Result = result;

    /// <summary>Gets the edit with the picture as the service made it, at the original's size.</summary>
    public ProtectedEditResult Result { get; }
}
