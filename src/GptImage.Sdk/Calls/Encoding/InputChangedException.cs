namespace GptImage.Sdk;

/// <summary>An input image was not the same while it was sent as when it was checked.</summary>
internal sealed class InputChangedException(string message, Exception? innerException = null) : Exception(message, innerException);
