namespace GptImage.Sdk.Imaging;

/// <summary>A picture, mask or font cannot be used. The message says why, and what would be accepted.</summary>
public class ImagingException : Exception
{
    /// <summary>Describes what cannot be used.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public ImagingException(string message)
        : base(message)
    {
    }

    /// <summary>Describes what cannot be used, and the error that showed it.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">The error that showed it.</param>
    public ImagingException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
