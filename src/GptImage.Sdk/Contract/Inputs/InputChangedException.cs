namespace GptImage.Sdk;

/// <summary>The bytes of an input image cannot be read, or are not the ones that were checked. Nothing was sent.</summary>
internal sealed class InputChangedException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Gets what is wrong and what would be right, without the name of the input.</summary>
    public string Problem { get; init; } = message;
}
