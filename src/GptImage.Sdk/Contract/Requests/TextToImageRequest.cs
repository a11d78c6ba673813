namespace GptImage.Sdk;

/// <summary>Asks for pictures from words alone.</summary>
public sealed record TextToImageRequest : ImageRequest
{
    /// <summary>Asks for a picture.</summary>
    /// <param name="prompt">What to draw.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prompt"/> is null.</exception>
    public TextToImageRequest(string prompt)
        : base(prompt)
    {
    }
}
