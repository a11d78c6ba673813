namespace GptImage.Sdk.Imaging;

/// <summary>A picture, mask or font cannot be worked with. The message says why, and what would do.</summary>
public class ImagingException : Exception
{
    /// <summary>Describes what cannot be worked with.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public ImagingException(string message)
        : base(message)
    {
    }

    /// <summary>Describes what cannot be worked with, and what it was found out by.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">What it was found out by.</param>
    public ImagingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
