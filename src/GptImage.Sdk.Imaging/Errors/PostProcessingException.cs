namespace GptImage.Sdk.Imaging;

/// <summary>A picture was paid for and came, but could not become the result. It is not lost: <see cref="Call"/> has it.</summary>
public class PostProcessingException : ImagingException
{
    /// <summary>Describes what failed after the call.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="call">The finished call with the service's picture.</param>
    /// <param name="innerException">The error that showed it.</param>
    public PostProcessingException(string message, ImageResult call, Exception? innerException = null)
        : base(message, innerException) => Call = call;

    /// <summary>Gets the finished call with the service's picture.</summary>
    public ImageResult Call { get; }

    /// <summary>Does what is done after a call: whatever goes wrong, the picture that was paid for travels on the exception.</summary>
    internal static T Guard<T>(ImageResult call, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is not PostProcessingException)
        {
            throw new PostProcessingException($"{exception.Message} What the service sent is on Call.", call, exception);
        }
    }
}
